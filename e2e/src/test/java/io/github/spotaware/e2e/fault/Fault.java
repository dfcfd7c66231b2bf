package io.github.spotaware.e2e.fault;

/** What happens to the calls of a process. Is asked on a thread that may block. */
interface Fault {

  /** Nothing. */
  Fault NONE = new Fault() {};

  /** A call has come in full and has not been sent on. */
  default Course before(ApiCall call) {
    return Course.GO_ON;
  }

  /**
   * The API server has answered it, so what it writes is stored; the answer has not been sent on.
   */
  default Course after(ApiCall call) {
    return Course.GO_ON;
  }
}
