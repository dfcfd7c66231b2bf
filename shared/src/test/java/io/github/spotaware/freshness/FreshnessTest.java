package io.github.spotaware.freshness;

import static io.github.spotaware.testing.Workloads.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.hold.Moment;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Moment ASKED = new Moment(NOW, 0);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Pulse pulse = Pulse.begins(ASKED);

  @Test
  void oneThatIsListedOpenAndHeardOfIsCurrent() {
    Moment now = ASKED.plus(SECOND);
    assertThat(Freshness.doubt(watch(true, true, now), beating(now), now)).isEmpty();
    assertThat(Freshness.isRenewalDue(watch(true, true, now), beating(now), now)).isFalse();
  }

  @Test
  void oneThatIsNotListedIsNot() {
    Moment now = ASKED.plus(SECOND.multipliedBy(3));
    assertThat(Freshness.doubt(watch(false, false, ASKED), beating(now), now))
        .contains("not listed yet, for 3 s");
  }

  @Test
  void oneThatIsNotOpenIsNot() {
    Moment now = ASKED.plus(SECOND.multipliedBy(4));
    WatchState broken = watch(true, false, now);
    assertThat(Freshness.doubt(broken, beating(now), now)).contains("not connected, for 4 s");
    assertThat(Freshness.doubt(broken.whileOpen(), beating(now), now)).isEmpty();
  }

  /** What comes after a gap may have been sent before it. */
  @Test
  void afterAGapOnlyANewListCounts() {
    Moment goesOn = ASKED.plus(SECOND.multipliedBy(22));
    Moment now = goesOn.plus(SECOND);
    Pulse after = pulse.beat(goesOn).beat(now);
    WatchState heardSince = watch(true, true, now);
    assertThat(Freshness.doubt(heardSince, after, now))
        .contains("this process stood still for 22 s, and has not listed anew since");
    assertThat(Freshness.isRenewalDue(heardSince, after, now)).isTrue();

    WatchState listedAnew = new WatchState(true, true, goesOn, now, now, Optional.empty());
    assertThat(Freshness.doubt(listedAnew, after, now)).isEmpty();
    assertThat(Freshness.isRenewalDue(listedAnew, after, now)).isFalse();
  }

  @Test
  void noBeatIsNeededToNoticeTheGap() {
    Moment goesOn = ASKED.plus(SECOND.multipliedBy(22));
    assertThat(Freshness.doubt(watch(true, true, ASKED), pulse, goesOn)).isPresent();
  }

  @Test
  void aSilentOneIsListedAnewBeforeItIsStale() {
    Moment quiet = ASKED.plus(Freshness.RENEWED_AFTER);
    WatchState silent = watch(true, true, ASKED);
    assertThat(Freshness.isRenewalDue(silent, beating(quiet), quiet)).isFalse();
    Moment due = quiet.plus(SECOND);
    assertThat(Freshness.isRenewalDue(silent, beating(due), due)).isTrue();
    assertThat(Freshness.doubt(silent, beating(due), due)).isEmpty();

    Moment stale = ASKED.plus(Freshness.STALE_AFTER).plus(SECOND);
    assertThat(Freshness.doubt(silent, beating(stale), stale)).contains("nothing heard for 91 s");
    assertThat(Freshness.doubt(watch(true, true, stale), beating(stale), stale)).isEmpty();
  }

  /** What it missed comes just after it is open. */
  @Test
  void oneThatConnectedAnewHasCaughtUpALittleLater() {
    WatchState whole = watch(true, true, ASKED);
    WatchState anew = new WatchState(true, true, ASKED, ASKED, ASKED, Optional.of(ASKED));
    Moment caughtUp = ASKED.plus(Freshness.CAUGHT_UP_AFTER);
    assertThat(Freshness.hasCaughtUp(whole, ASKED)).isTrue();
    assertThat(Freshness.hasCaughtUp(anew, caughtUp.plus(Duration.ofMillis(-1)))).isFalse();
    assertThat(Freshness.hasCaughtUp(anew, caughtUp)).isTrue();
  }

  private static Pulse beating(Moment now) {
    return Pulse.begins(now);
  }

  private static WatchState watch(boolean listed, boolean open, Moment heard) {
    return new WatchState(listed, open, ASKED, ASKED, heard, Optional.empty());
  }
}
