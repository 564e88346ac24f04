/** Mocha's spec output, closed by one plain line that every CI can read. */
const { Spec } = require("mocha").reporters;
module.exports = class extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const s = runner.stats;
      console.log(`${s.passes} passed, ${s.failures} failed, ${s.pending} skipped`);
    });
  }
};
