/** The one attribute that decides a filter and exists only to mark objects, so that clearing it harms nothing else. */
export const markerOf = (attributes: readonly string[]): string | undefined =>
  attributes.length === 1 &&
  /^(extensionAttribute\d+|adminDescription|info|description|employeeType)$/i.test(attributes[0]!)
    ? attributes[0]
    : undefined;
