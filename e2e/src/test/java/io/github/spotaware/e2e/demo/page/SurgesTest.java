package io.github.spotaware.e2e.demo.page;

import static io.github.spotaware.e2e.demo.page.Things.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.spotaware.e2e.demo.Happening;
import io.github.spotaware.e2e.demo.page.PageView.HoldView;
import io.github.spotaware.e2e.demo.page.PageView.PodView;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SurgesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SURGE = START.plusSeconds(60);
  private static final DeploymentRef WEB = new DeploymentRef(NAMESPACE, "web");

  private final Pod old = Things.serving(Things.pending("web", "old", START), "node-1");
  private final Pod fresh = Things.starting(Things.pending("web", "new", SURGE), "node-2");
  private final Schedule surged =
      Things.schedule("web", SURGE.plusSeconds(300), "eviction of " + name(old))
          .in(Phase.SURGED)
          .withHeld(name(old), SURGE);

  private PageState state = PageState.start(START);

  @Test
  void tellsWhoIsHeldSinceWhenByWhomAndUntilWhenAtMost() {
    seen(Things.node("node-1"), Things.node("node-2"), Things.labelled("web", 2), old, fresh);
    seen(Things.stored(surged, SURGE), Things.held(old, "webhook-0", SURGE.plusMillis(250)));
    state = state.and(new Happening(SURGE, "kubectl", "asks to evict " + name(old)));

    PageView view = PageViews.of(state, SURGE.plusSeconds(3));

    assertThat(view.holds())
        .containsExactly(
            new HoldView(
                name(old),
                name(old),
                SURGE.plusMillis(250).toEpochMilli(),
                SURGE.plusSeconds(600).toEpochMilli(),
                "kubectl",
                List.of("webhook-0"),
                name(fresh) + ", starting"));
    assertThat(view.pods())
        .containsExactly(
            new PodView(
                name(old),
                name(old),
                "node-1",
                "serving",
                true,
                false,
                SURGE.plusMillis(250).toEpochMilli()),
            new PodView(name(fresh), name(fresh), "node-2", "starting", true, true, null));
    assertThat(view.schedules())
        .singleElement()
        .matches(schedule -> schedule.phase().equals("Surged"))
        .matches(schedule -> schedule.due() == SURGE.plusSeconds(300).toEpochMilli())
        .matches(schedule -> schedule.trigger().equals("eviction of " + name(old)));
  }

  @Test
  void maxHoldIsTheDeploymentsOwn() {
    Deployment web = Things.labelled("web", 2);
    web.getMetadata().setAnnotations(Map.of("spot-aware-scaler/max-hold", "20"));
    seen(web, old, Things.stored(surged, SURGE));
    assertThat(surges().holds())
        .extracting(Surges.Hold::until)
        .containsExactly(SURGE.plusSeconds(20));
  }

  @Test
  void whatIsLetGoOrGoesIsHeldNoMore() {
    seen(Things.labelled("web", 2), old, Things.stored(surged.releasing(name(old)), SURGE));
    assertThat(surges().holds()).isEmpty();
    seen(Things.stored(surged, SURGE));
    assertThat(surges().holds()).hasSize(1);
    seen(Things.terminating(old));
    assertThat(surges().holds()).isEmpty();
  }

  @Test
  void theReplacementIsTheFirstThatCameWithTheSurgeOnANodeThatStays() {
    Pod third = Things.starting(Things.pending("web", "third", SURGE.plusSeconds(5)), "node-3");
    seen(Things.labelled("web", 2), old, third, fresh);
    assertThat(surges().replacement(WEB)).as("no surge").isEmpty();
    seen(Things.stored(surged, SURGE));
    assertThat(replacement()).isEqualTo(name(fresh));
    seen(Things.cordoned("node-2"));
    assertThat(replacement()).isEqualTo(name(third));
    seen(Things.terminating(third));
    assertThat(surges().replacement(WEB)).isEmpty();
  }

  private String replacement() {
    return surges().replacement(WEB).orElseThrow().name();
  }

  private Surges surges() {
    return new Surges(state.cluster());
  }

  private void seen(HasMetadata... objects) {
    for (HasMetadata object : objects) {
      state = state.seen(object, SURGE);
    }
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
