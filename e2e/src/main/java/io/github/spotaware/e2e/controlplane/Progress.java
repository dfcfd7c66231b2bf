package io.github.spotaware.e2e.controlplane;

/** Is told what has been reached, one sentence at a time, by the threads that reach it. */
@FunctionalInterface
public interface Progress {

  /** Takes one line, without a line break. Must not throw. */
  void say(String line);
}
