/** A sample of generated subjects: the product and the lab judge alike. `npm run differential` takes as many as one wants. */
import assert from "node:assert/strict";
import { differential } from "./differential";

describe("the product and its witness", () => {
  for (const seed of [1, 20_261_128])
    it(`say the same of 200 generated subjects (seed ${seed})`, async () => {
      assert.deepEqual(await differential(200, seed), []);
    });
});
