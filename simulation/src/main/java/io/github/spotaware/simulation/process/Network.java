package io.github.spotaware.simulation.process;

import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How messages between a process and the API server fare. Each takes its own time: they overtake.
 */
public final class Network {

  /** What becomes of one request. */
  public enum Fate {
    ARRIVES,
    /** It never reaches the API server. */
    REQUEST_LOST,
    /** It takes effect, and nobody hears of it. */
    ANSWER_LOST,
    /** Someone between the two sends it twice; the second answer is the one that is heard. */
    SENT_TWICE
  }

  private final Chance chance;
  private final Pace way;
  private int lossOneIn;
  private final Map<String, Long> cutOffUntil = new LinkedHashMap<>();

  /**
   * @param way how long one way takes
   * @param lossOneIn so rarely is a request lost in one way or another; 0 for never
   */
  public Network(Chance chance, Pace way, int lossOneIn) {
    this.chance = chance;
    this.way = way;
    this.lossOneIn = lossOneIn;
  }

  long way() {
    return way.draw(chance);
  }

  Fate fate() {
    if (lossOneIn == 0 || !chance.oneIn(lossOneIn)) {
      return Fate.ARRIVES;
    }
    return switch (chance.below(3)) {
      case 0 -> Fate.REQUEST_LOST;
      case 1 -> Fate.ANSWER_LOST;
      default -> Fate.SENT_TWICE;
    };
  }

  /** Until then, in nanoseconds of virtual time, nothing gets through between the two. */
  public void cutOff(String process, long until) {
    cutOffUntil.merge(process, until, Math::max);
  }

  /** From now on everything arrives. */
  public void sound() {
    lossOneIn = 0;
    cutOffUntil.clear();
  }

  boolean isCutOff(String process, long now) {
    return cutOffUntil.getOrDefault(process, 0L) > now;
  }
}
