package io.github.spotaware.e2e.demo.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many pods of a Deployment serve, over time, and for how long none did although one was
 * wanted. What was before the first one counts as no downtime.
 *
 * @param steps the last changes, the oldest first
 * @param served there was one that served
 * @param before the downtimes that are over
 * @param downSince the one that is not
 * @param ended when the Deployment went; what comes later is no downtime
 */
record Serving(
    List<Step> steps,
    boolean served,
    Duration before,
    Optional<Instant> downSince,
    Optional<Instant> ended) {

  /** From then on, so many. */
  record Step(Instant at, int pods) {}

  static final Serving NONE =
      new Serving(List.of(), false, Duration.ZERO, Optional.empty(), Optional.empty());

  private static final int MOST_STEPS = 120;

  Serving {
    steps = List.copyOf(steps);
  }

  int now() {
    return steps.isEmpty() ? 0 : steps.getLast().pods();
  }

  /**
   * So many serve.
   *
   * @param wanted whether the Deployment wants one at all
   */
  Serving on(int pods, boolean wanted, Instant at) {
    if (ended.isPresent()) {
      return this;
    }
    boolean down = (served || pods > 0) && pods == 0 && wanted;
    return new Serving(
        steps.isEmpty() || now() != pods
            ? Copies.appended(MOST_STEPS, steps, new Step(at, pods))
            : steps,
        served || pods > 0,
        down ? before : downtime(at),
        down ? Optional.of(downSince.orElse(at)) : Optional.empty(),
        ended);
  }

  /**
   * The Deployment goes.
   *
   * @param begun when that began; its pods may have gone since, which is no downtime
   */
  Serving end(Instant begun, Instant at) {
    if (ended.isPresent()) {
      return this;
    }
    boolean byItself = downSince.filter(since -> !since.isBefore(begun)).isPresent();
    return new Serving(
        byItself ? steps.subList(0, steps.size() - 1) : steps,
        served,
        byItself ? before : downtime(at),
        Optional.empty(),
        Optional.of(at));
  }

  /** All of it, up to {@code at}. */
  private Duration downtime(Instant at) {
    return before.plus(downSince.map(since -> Duration.between(since, at)).orElse(Duration.ZERO));
  }
}
