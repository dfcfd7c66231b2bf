package io.github.spotaware.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.eviction.EvictionContext;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.Removal;
import io.github.spotaware.hold.Hold;
import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.hold.HoldEvent;
import io.github.spotaware.hold.HoldView;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one Hold, and checks with each event what must stay true of every hold: at most one read or
 * write under way, one answer, a wake-up ahead as long as there is none, and nothing after Finish.
 */
public final class HoldDriver {
  private final Hold hold;
  private Moment now;
  private boolean reading;
  private @Nullable ProtocolWrite writing;
  private HoldEffect.@Nullable Answer answer;
  private @Nullable Moment wakeAt;
  private boolean finished;
  private int places;
  private final List<Reason> told = new ArrayList<>();

  public HoldDriver(String podName, Optional<Duration> timeout) {
    this(podName, timeout, new Moment(Workloads.NOW, 0));
  }

  public HoldDriver(String podName, Optional<Duration> timeout, Moment arrival) {
    this(podName, timeout, arrival, Removal.EVICTION);
  }

  private HoldDriver(String podName, Optional<Duration> timeout, Moment arrival, Removal removal) {
    now = arrival;
    hold =
        new Hold(
            new EvictionRequest(Workloads.NAMESPACE, podName, Optional.empty(), false, removal),
            Configuration.defaults().holdTime(),
            timeout,
            arrival);
  }

  public static HoldDriver begun(String podName) {
    HoldDriver driver = new HoldDriver(podName, Optional.empty());
    driver.on(new HoldEvent.Begin());
    return driver;
  }

  /** A direct delete instead of an eviction. */
  public static HoldDriver begunDelete(String podName) {
    HoldDriver driver =
        new HoldDriver(podName, Optional.empty(), new Moment(Workloads.NOW, 0), Removal.DELETE);
    driver.on(new HoldEvent.Begin());
    return driver;
  }

  /** Time passes. */
  public HoldDriver after(Duration time) {
    now = now.plus(time);
    return this;
  }

  public HoldDriver at(Moment moment) {
    now = moment;
    return this;
  }

  public Moment now() {
    return now;
  }

  /** An event that may come at any time. */
  public HoldDriver on(HoldEvent event) {
    boolean wasFinished = finished;
    List<HoldEffect> effects = hold.on(event, now);
    if (wasFinished) {
      assertThat(effects).as("nothing comes after Finish, not even on %s", event).isEmpty();
    }
    effects.forEach(this::effect);
    if (answer == null) {
      assertThat(wakeAt).as("a wake-up is set after %s", event).isNotNull();
    } else {
      assertThat(finished || busy()).as("it ends after %s", event).isTrue();
    }
    return this;
  }

  private void effect(HoldEffect effect) {
    assertThat(finished).as("%s after Finish", effect).isFalse();
    switch (effect) {
      case HoldEffect.Read read -> {
        assertIdle(effect);
        reading = true;
      }
      case HoldEffect.Perform perform -> {
        assertIdle(effect);
        writing = perform.write();
      }
      case HoldEffect.TakePlace take -> places++;
      case HoldEffect.WakeAt wake -> {
        assertThat(now.reached(wake.moment())).as("it does not spin: %s", wake).isFalse();
        wakeAt = wake.moment();
      }
      case HoldEffect.Publish publish ->
          publish.reports().stream().map(Report::reason).forEach(told::add);
      case HoldEffect.Answer given -> {
        assertThat(answer).as("one answer, but then %s", given).isNull();
        answer = given;
      }
      case HoldEffect.Finish finish -> {
        assertIdle(effect);
        assertThat(answer).as("answered before Finish").isNotNull();
        finished = true;
      }
    }
  }

  private void assertIdle(HoldEffect effect) {
    assertThat(busy()).as("%s while something is under way", effect).isFalse();
  }

  private boolean busy() {
    return reading || writing != null;
  }

  /** The read ends, and shows this. */
  public HoldDriver sees(Evictions eviction) {
    EvictionContext context = eviction.at(now.wall()).context();
    return sees(
        new HoldView(
            context.snapshot(),
            context.configuration(),
            context.rivals(),
            context.letGo(),
            context.firstHeld(),
            context.ticketUnchangedFor(),
            context.reversals()));
  }

  public HoldDriver sees(HoldView view) {
    assertThat(reading).as("a read is under way").isTrue();
    reading = false;
    return on(new HoldEvent.Seen(view));
  }

  public HoldDriver failsToRead(String message) {
    assertThat(reading).as("a read is under way").isTrue();
    reading = false;
    return on(new HoldEvent.ReadFailed(message, false));
  }

  /** The read ends before it began. */
  public HoldDriver getsNoTurn() {
    assertThat(reading).as("a read is under way").isTrue();
    reading = false;
    return on(new HoldEvent.NoTurn());
  }

  /**
   * A failed read, where what was read before shows the pod to be one of a protected Deployment.
   */
  public HoldDriver failsToReadOfProtected(String message) {
    assertThat(reading).as("a read is under way").isTrue();
    reading = false;
    return on(new HoldEvent.ReadFailed(message, true));
  }

  /** The write ends so. */
  public HoldDriver writes(WriteOutcome outcome) {
    assertThat(writing).as("a write is under way").isNotNull();
    writing = null;
    return on(new HoldEvent.Written(outcome));
  }

  /** The write is made. */
  public HoldDriver writes(MemoryCluster cluster) {
    return writes(cluster.apply(performing(), FieldManagers.WEBHOOK));
  }

  /** Reads and writes on the cluster until it waits or has ended. */
  public HoldDriver settles(MemoryCluster cluster, Evictions eviction) {
    while (busy()) {
      if (reading) {
        sees(eviction.in(cluster.snapshot()));
      } else {
        writes(cluster);
      }
    }
    return this;
  }

  /** The wake-up asked for last comes, perhaps too early; it comes once. */
  public HoldDriver woken() {
    wakeAt = null;
    return on(new HoldEvent.Woken());
  }

  public boolean reading() {
    return reading;
  }

  public boolean writing() {
    return writing != null;
  }

  public ProtocolWrite performing() {
    assertThat(writing).as("a write is under way").isNotNull();
    return writing;
  }

  public boolean answered() {
    return answer != null;
  }

  public HoldEffect.Answer answer() {
    assertThat(answer).as("answered").isNotNull();
    return answer;
  }

  public boolean finished() {
    return finished;
  }

  public int places() {
    return places;
  }

  public List<Reason> told() {
    return told;
  }

  public Duration wakesIn() {
    assertThat(wakeAt).isNotNull();
    return now.until(wakeAt);
  }
}
