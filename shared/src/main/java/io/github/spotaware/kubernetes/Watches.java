package io.github.spotaware.kubernetes;

import io.github.spotaware.freshness.Freshness;
import io.github.spotaware.freshness.Pulse;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lasting watches of a process, and the pulse by which it notices that it did not run. */
public final class Watches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  private final Timing timing;
  private final List<LastingWatch<?>> all = new CopyOnWriteArrayList<>();
  private volatile Pulse pulse;
  private Timing.@Nullable Timer nextBeat;
  private Timing.@Nullable Timer nextLook;
  private boolean closed;

  public Watches(Timing timing) {
    this.timing = timing;
    this.pulse = Pulse.begins(timing.now());
  }

  /** Begins to beat. */
  public void start() {
    pulse = Pulse.begins(timing.now());
    scheduleBeat();
    scheduleLook();
  }

  private synchronized void scheduleBeat() {
    if (!closed) {
      nextBeat = timing.after(Pulse.BEAT, this::beat);
    }
  }

  private synchronized void scheduleLook() {
    if (!closed) {
      nextLook = timing.after(Freshness.LOOK, this::look);
    }
  }

  private void look() {
    try {
      Moment now = timing.now();
      all.forEach(watch -> watch.look(now));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the watches could not be looked at");
    } finally {
      scheduleLook();
    }
  }

  private void beat() {
    try {
      Moment now = timing.now();
      Pulse before = pulse;
      pulse = before.beat(now);
      pulse
          .gap()
          .filter(gap -> !before.gap().equals(Optional.of(gap)))
          .ifPresent(gap ->
              LOG.atWarn()
                  .log(
                      "this process stood still for {} s; everything that it watches is listed"
                          + " anew",
                      gap.length().toSeconds()));
      all.forEach(watch -> watch.beat(pulse, now));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the watches could not be looked after");
    } finally {
      scheduleBeat();
    }
  }

  void add(LastingWatch<?> watch) {
    all.add(watch);
  }

  void remove(LastingWatch<?> watch) {
    all.remove(watch);
  }

  Pulse pulse() {
    return pulse;
  }

  Moment now() {
    return timing.now();
  }

  /** One sentence for each watch that is not current. */
  public List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    for (LastingWatch<?> watch : all) {
      watch
          .doubt()
          .ifPresent(
              why -> doubts.add("the watch of " + watch.what() + " is not up to date: " + why));
    }
    return doubts;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (nextBeat != null) {
      nextBeat.cancel();
    }
    if (nextLook != null) {
      nextLook.cancel();
    }
  }
}
