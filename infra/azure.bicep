// The bot in Azure: a user-assigned identity, an App Service, the bot registration with its Teams channel, and the relay.
@maxLength(20)
@minLength(4)
@description('Goes into every resource name.')
param resourceBaseName string
param botDisplayName string = 'Sync Triage'
param location string = resourceGroup().location
param webAppSku string = 'B1'
@description('Name of the hybrid connection that one sync server listens on.')
param agentName string = 'sync01'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: resourceBaseName
  location: location
}

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: resourceBaseName
  location: location
  kind: 'linux'
  sku: { name: webAppSku }
  properties: { reserved: true }
}

resource web 'Microsoft.Web/sites@2023-12-01' = {
  name: resourceBaseName
  location: location
  kind: 'app,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      linuxFxVersion: 'NODE|22-lts'
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      alwaysOn: true
      healthCheckPath: '/healthz'
      appSettings: [
        { name: 'SYNC_TRIAGE_MODE', value: 'production' }
        { name: 'BOT_ID', value: identity.properties.clientId }
        { name: 'BOT_TYPE', value: 'UserAssignedMSI' }
        { name: 'BOT_TENANT_ID', value: identity.properties.tenantId }
        { name: 'RELAY_NAMESPACE', value: '${relay.name}.servicebus.windows.net' }
        { name: 'RELAY_ENTITY', value: 'agents/${agentName}' }
      ]
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: resourceBaseName
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: botDisplayName
    endpoint: 'https://${web.properties.defaultHostName}/api/messages'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: identity.properties.tenantId
    msaAppType: 'UserAssignedMSI'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel' }
}

resource relay 'Microsoft.Relay/namespaces@2021-11-01' = {
  name: '${resourceBaseName}-relay'
  location: location
  sku: { name: 'Standard', tier: 'Standard' }
}

resource connection 'Microsoft.Relay/namespaces/hybridConnections@2021-11-01' = {
  parent: relay
  name: 'agents~${agentName}'
  properties: { requiresClientAuthorization: true }
}

resource listen 'Microsoft.Relay/namespaces/hybridConnections/authorizationRules@2021-11-01' = {
  parent: connection
  name: 'agent-${agentName}-listen'
  properties: { rights: [ 'Listen' ] }
}

resource send 'Microsoft.Relay/namespaces/hybridConnections/authorizationRules@2021-11-01' = {
  parent: connection
  name: 'bot-send'
  properties: { rights: [ 'Send' ] }
}

output BOT_ID string = identity.properties.clientId
output BOT_DOMAIN string = web.properties.defaultHostName
