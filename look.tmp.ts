import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { readFacts } from "./src/facts/save"; import { diagnosisFrom } from "./src/cases/diagnose"; import { ONE_PERSON_POLICY } from "./src/approvals/states";
import { walkCard, walkCardView } from "./src/cards/walk"; import { walkOverviewCard, walkOverviewView } from "./src/cards/walk-overview"; import { walkView } from "./src/triage/walk-view";
const NO={ graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };
const [file, width, lang, ...nodes]=process.argv.slice(2);
async function main(){ const d=diagnosisFrom(readFacts(readFileSync("/tmp/walkscratch/facts/"+file,"utf8")),ONE_PERSON_POLICY,NO);
 const cards=nodes.map(n=>{ const v=walkView({diagnosis:d,approvals:[],state:{at:n,trail:[]}},lang as "en"); return v.kind==="overview"?walkOverviewCard(walkOverviewView("c",v,lang as "en")):walkCard(walkCardView("c",v,lang as "en")); });
 const b=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox"]}); const p=await b.newPage({viewport:{width:Number(width)+40,height:800}});
 await p.setContent("<style>body{font-family:Segoe UI,Arial;font-size:14px;background:#fff} .c{border:1px solid #ccc;margin:8px;padding:0;width:"+width+"px}</style><div id=x></div>");
 await p.addScriptTag({path:require.resolve("adaptivecards/dist/adaptivecards.min.js")});
 const h=await p.evaluate((cs)=>{ const A=(window as any).AdaptiveCards; const out:any[]=[]; for(const c of cs){ const a=new A.AdaptiveCard(); a.hostConfig=new A.HostConfig({fontFamily:"Segoe UI",supportsInteractivity:true,actions:{maxActions:6,buttonSpacing:8,actionsOrientation:"horizontal",actionAlignment:"left"},containerStyles:{default:{},good:{backgroundColor:"#e7f2da"},attention:{backgroundColor:"#fcf4f6"},warning:{backgroundColor:"#fbf6d9"},accent:{backgroundColor:"#e8ebfa"},emphasis:{backgroundColor:"#f0f0f0"}}}); a.parse(c); const e=a.render(); const d=document.createElement("div"); d.className="c"; d.appendChild(e); document.getElementById("x")!.appendChild(d); out.push([d.offsetHeight,d.scrollWidth,d.clientWidth,JSON.stringify(c).length]);} return out;}, cards as any);
 console.log(JSON.stringify(h)); await p.screenshot({path:"/tmp/walkscratch/look.png",fullPage:true}); await b.close(); }
void main();
