// The worker that lints: one question at a time, and an end to those that take
// too long.
import code from "worker";

/** How long an answer may take, in milliseconds. */
const LIMIT = 1000;

/** Why there is no answer. */
export class Unanswered extends Error {}

export class Linter {
  #wasm;
  #today = new Date().toISOString().slice(0, 10);
  #address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  #worker;
  #last = Promise.resolve();

  /** Takes a promise of the compiled module. */
  constructor(wasm) {
    this.#wasm = wasm;
    this.#worker = this.#start();
  }

  /** Asks once all earlier questions are answered. */
  ask(what, { module, files }, argument) {
    const answer = this.#last.then(() => this.#ask({ what, module, files, argument }));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #start() {
    const wasm = await this.#wasm;
    const worker = new Worker(this.#address);
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = (event) => reject(new Unanswered(event.message));
      worker.postMessage({ wasm, today: this.#today });
    });
    return worker;
  }

  async #ask(question) {
    const worker = await this.#worker;
    try {
      return await new Promise((resolve, reject) => {
        const end = (why) => reject(new Unanswered(why));
        const late = setTimeout(
          end,
          LIMIT,
          "Linting this took longer than a second, so it was stopped. Edit the files to try again.",
        );
        worker.onmessage = ({ data: { answer, failure } }) => {
          clearTimeout(late);
          if (failure === undefined) resolve(answer);
          else end(`coderlint failed on these files, which is a bug. Please report it. (${failure})`);
        };
        worker.postMessage(question);
      });
    } catch (error) {
      worker.terminate();
      this.#worker = this.#start();
      throw error;
    }
  }
}
