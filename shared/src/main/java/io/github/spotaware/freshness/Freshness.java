package io.github.spotaware.freshness;

import io.github.spotaware.hold.Moment;
import java.time.Duration;
import java.util.Optional;

/** Whether what a watch shows is current. */
public final class Freshness {
  /**
   * A watch that told nothing new for this long is listed anew, beside the old one. The API server
   * sends a bookmark every minute, so this happens only where nothing at all is written, and where
   * a connection is dead without a word.
   */
  public static final Duration RENEWED_AFTER = Duration.ofSeconds(70);

  /** One that told nothing for this long is not gone by: listing it anew has failed as well. */
  public static final Duration STALE_AFTER = Duration.ofSeconds(90);

  /** A list that has not come by then is asked for again. */
  public static final Duration LIST_PATIENCE = Duration.ofSeconds(30);

  /**
   * How often a watch is looked at, so that it is seen while it is not open: it connects anew half
   * a second after it broke, at the earliest. Where looks are late by more, a break can be missed.
   */
  public static final Duration LOOK = Duration.ofMillis(200);

  /**
   * One that connects anew is open before it has told what it missed: the API server sends that at
   * once, so after this time it has been told.
   */
  public static final Duration CAUGHT_UP_AFTER = Duration.ofSeconds(2);

  private Freshness() {}

  /**
   * Why what the watch shows is not current; empty where it is.
   *
   * @param pulse of the process that watches
   */
  public static Optional<String> doubt(WatchState watch, Pulse pulse, Moment now) {
    Optional<Pulse.Gap> gap = pulse.gapAt(now).filter(last -> !isAfter(watch.asked(), last));
    Duration silence = watch.heard().until(now);
    if (!watch.listed()) {
      return Optional.of("not listed yet, for " + seconds(watch.asked().until(now)));
    }
    if (gap.isPresent()) {
      // What comes now may have been sent before the gap. Only a list shows what is there now.
      return Optional.of(
          "this process stood still for "
              + seconds(gap.get().length())
              + ", and has not listed anew since");
    }
    if (!watch.open()) {
      return Optional.of("not connected, for " + seconds(watch.lastOpen().until(now)));
    }
    if (silence.compareTo(STALE_AFTER) > 0) {
      return Optional.of("nothing heard for " + seconds(silence));
    }
    return Optional.empty();
  }

  /** Nothing is missing that happened while the watch was broken, by all that can be known. */
  public static boolean hasCaughtUp(WatchState watch, Moment now) {
    return watch
        .lastBroken()
        .map(broken -> broken.until(now).compareTo(CAUGHT_UP_AFTER) >= 0)
        .orElse(true);
  }

  /** A new list has to be asked for, as no event will show that this one is current. */
  public static boolean isRenewalDue(WatchState watch, Pulse pulse, Moment now) {
    boolean fromBeforeTheGap =
        pulse.gapAt(now).filter(last -> !isAfter(watch.asked(), last)).isPresent();
    return fromBeforeTheGap || watch.heard().until(now).compareTo(RENEWED_AFTER) > 0;
  }

  private static boolean isAfter(Moment asked, Pulse.Gap gap) {
    return asked.reached(gap.until());
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }
}
