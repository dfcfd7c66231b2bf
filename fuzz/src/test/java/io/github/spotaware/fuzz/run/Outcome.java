package io.github.spotaware.fuzz.run;

/** What came of one input. */
public sealed interface Outcome {
  /** It was followed, as it may be. */
  record Accepted() implements Outcome {}

  /**
   * It was turned away, as it has to be.
   *
   * @param why what its sender was told
   */
  record Rejected(String why) implements Outcome {}

  /** Something was done that must never be done. */
  record Wrong(String problem) implements Outcome {}
}
