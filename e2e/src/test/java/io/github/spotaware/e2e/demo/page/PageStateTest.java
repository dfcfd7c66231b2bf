package io.github.spotaware.e2e.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.controlplane.ProcessStatus.Phase;
import io.github.spotaware.e2e.demo.Happening;
import io.github.spotaware.e2e.demo.page.Story.Line;
import io.github.spotaware.e2e.demo.page.Story.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class PageStateTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void tellsTheScenesAndWhatHappensInThemRelativeToTheirStart() {
    PageState state =
        PageState.start(START)
            .prepared("webhook-0 is ready", START.plusSeconds(4))
            .scene("1. A drain", START.plusSeconds(10))
            .begins(START.plusSeconds(20))
            .and(happening(20_150, "kubectl", "cordons node-1"));
    assertThat(state.story().scene()).isEqualTo("1. A drain");
    assertThat(state.story().lines())
        .containsExactly(
            new Line(1, true, 0, "", "Setting up a cluster"),
            new Line(2, false, 4, "demo", "webhook-0 is ready"),
            new Line(3, true, 0, "", "1. A drain"),
            new Line(4, false, 0.15, "kubectl", "cordons node-1"));
    assertThat(state.story().after(3)).hasSize(1);
  }

  @Test
  void keepsTheLastLines() {
    PageState state = PageState.start(START);
    for (int i = 0; i < 2_000; i++) {
      state = state.and(happening(i, "demo", "says " + i));
    }
    assertThat(state.story().lines()).hasSize(500);
    assertThat(state.story().lines().getLast().number()).isEqualTo(2_001);
  }

  @Test
  void remembersWhoAsksToEvictAPod() {
    PageState state =
        PageState.start(START)
            .and(happening(1, "kubectl", "asks to evict web-a"))
            .and(happening(2, "karpenter", "asks to evict web-b"))
            .and(happening(3, "scaler", "scales web from 2 to 1"));
    assertThat(state.askers())
        .containsOnlyKeys("web-a", "web-b")
        .containsEntry("web-b", "karpenter");
  }

  @Test
  void looksAtTheProjectsProcessesOnly() {
    PageState state =
        PageState.start(START)
            .running(
                List.of(
                    status("etcd", Phase.RUNNING, OptionalInt.empty()),
                    status("webhook-0", Phase.STOPPED, OptionalInt.of(137)),
                    status("webhook-1", Phase.PAUSED, OptionalInt.empty()),
                    status("scaler", Phase.EXITED, OptionalInt.of(1))));
    assertThat(PageViews.of(state, START).processes())
        .containsExactly(
            new PageView.ProcessView("webhook-0", "killed"),
            new PageView.ProcessView("webhook-1", "paused"),
            new PageView.ProcessView("scaler", "ended"));
    assertThat(state.running(state.processes())).isSameAs(state);
  }

  @Test
  void nothingChangesOnceItIsOver() {
    PageState over = PageState.start(START).over(new Outcome(true, List.of("", "fine")));
    assertThat(over.story().outcome()).contains(new Outcome(true, List.of("fine")));
    assertThat(
            over.seen(Things.node("node-1"), START)
                .gone(Things.node("node-1"), START)
                .running(List.of(status("scaler", Phase.STOPPED, OptionalInt.of(0))))
                .and(happening(1, "demo", "says more"))
                .scene("2. More", START)
                .begins(START)
                .prepared("more", START)
                .over(new Outcome(false, List.of())))
        .isSameAs(over);
  }

  private static Happening happening(long millis, String actor, String what) {
    return new Happening(START.plusMillis(millis), actor, what);
  }

  private static ProcessStatus status(String name, Phase phase, OptionalInt exitCode) {
    return new ProcessStatus(name, phase, OptionalLong.empty(), exitCode, Path.of("log"));
  }
}
