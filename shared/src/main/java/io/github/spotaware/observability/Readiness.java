package io.github.spotaware.observability;

import java.util.List;

/** Says why a process can't do its work now; asked at each probe, so it answers from memory. */
@FunctionalInterface
public interface Readiness {
  /** Nothing stands in the way. */
  Readiness ALWAYS = List::of;

  /** One short sentence for each reason; empty when there is none. */
  List<String> reasonsAgainst();

  /** The body of a probe's answer: {@code ok}, or one reason a line. */
  default Report report() {
    List<String> reasons = reasonsAgainst();
    return reasons.isEmpty()
        ? new Report(200, "ok\n")
        : new Report(503, String.join("\n", reasons) + "\n");
  }

  /**
   * What a probe gets.
   *
   * @param status 200 or 503
   * @param text plain text that ends in a line break
   */
  record Report(int status, String text) {}
}
