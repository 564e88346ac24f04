import { judgeWorlds } from "./judged";

judgeWorlds("own");
