import { judgeWorlds } from "./judged";

judgeWorlds("cases");
