package io.github.spotaware.fuzz.run;

import io.github.spotaware.fuzz.input.Draw;

/**
 * One kind of input. Used by many threads.
 *
 * @param <I> not changed once it is made
 */
public interface Kind<I> {
  String name();

  /** A good input to begin with. */
  I base(Draw draw);

  /** The input with one thing changed. */
  I changed(I input, Draw draw);

  /** Gives it to the project, and judges what comes of it. An exception is the project's: wrong. */
  Outcome judge(I input) throws Exception;

  /** For whoever looks for the defect. */
  String shown(I input);
}
