package io.github.spotaware.simulation.cluster.api;

import java.util.function.Consumer;

/** The validating webhooks' part of an eviction, as the API server calls it. */
public interface EvictionAdmission {
  /** Lets everything through: no webhook is installed. */
  EvictionAdmission NONE = (call, answer) -> answer.accept(Verdict.ALLOWED);

  /** What admission says in the end. */
  record Verdict(boolean allowed, int code, String message) {
    public static final Verdict ALLOWED = new Verdict(true, 200, "");
  }

  /**
   * Reviews a call, now or later.
   *
   * @param call with its deadline, and whether its client still waits
   * @param answer to be told exactly once; what comes after the deadline is not heard
   */
  void review(EvictionCall call, Consumer<Verdict> answer);
}
