package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.observe.MetricsPage;
import io.github.spotaware.e2e.observe.Vitals;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at the project's processes each second and keeps the most that it saw. */
final class Peaks implements AutoCloseable {

  /** The most of each, at different moments perhaps; of holds as the process counts them. */
  record Peak(Vitals vitals, int openHolds) {
    Peak max(Peak other) {
      return new Peak(vitals.max(other.vitals), Math.max(openHolds, other.openHolds));
    }
  }

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final PlaygroundHandle playground;
  private final List<String> processes;
  private final Map<String, Peak> peaks = new TreeMap<>();
  private volatile @Nullable RuntimeException broken;
  private final Thread thread = Thread.ofPlatform().name("peaks").daemon().unstarted(this::run);

  private Peaks(PlaygroundHandle playground, List<String> processes) {
    this.playground = playground;
    this.processes = processes;
  }

  static Peaks start(PlaygroundHandle playground, List<String> processes) {
    Peaks peaks = new Peaks(playground, processes);
    peaks.look();
    peaks.thread.start();
    return peaks;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        look();
      }
    } catch (InterruptedException _) {
      // The end.
    } catch (RuntimeException e) {
      broken = e;
    }
  }

  private void look() {
    for (String process : processes) {
      Vitals vitals = Vitals.now(playground.pid(process).orElseThrow());
      MetricsPage page = MetricsPage.of(playground.address(process).orElseThrow());
      Peak now = new Peak(vitals, (int) page.value("spot_aware_open_holds").orElse(0));
      synchronized (peaks) {
        peaks.merge(process, now, Peak::max);
      }
    }
  }

  /**
   * So far.
   *
   * @throws EnvironmentException where a process could not be looked at
   */
  Map<String, Peak> most() {
    RuntimeException failure = broken;
    if (failure != null) {
      throw new EnvironmentException("a process of the project could not be looked at", failure);
    }
    synchronized (peaks) {
      return new TreeMap<>(peaks);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
