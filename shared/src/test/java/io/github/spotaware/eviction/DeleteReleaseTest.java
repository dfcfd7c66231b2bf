package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.config.UnsurgeablePolicy;
import io.github.spotaware.eviction.EvictionDecision.Allow;
import io.github.spotaware.eviction.EvictionDecision.Refuse;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A direct delete goes the way of an eviction, and what is told of it says that it is one. */
class DeleteReleaseTest {

  private static Evictions deleteOf(Workloads workload) {
    return evictionOf("web-a").asDelete().in(workload);
  }

  private static Schedule heldSince(long seconds) {
    return Schedules.surged().withHeld(uidOf("web-a"), NOW.minusSeconds(seconds));
  }

  private static List<String> notes(List<Report> reports) {
    return reports.stream().map(Report::note).toList();
  }

  private static EvictionDecision.Act act(EvictionDecision decision) {
    return assertThat(decision).asInstanceOf(type(EvictionDecision.Act.class)).actual();
  }

  @Test
  void theOnlyPodIsHeldAndTheSurgeSaysWhy() {
    EvictionDecision decision = deleteOf(workload(pod("web-a"))).decide();
    EvictionAssert.acts(decision, CreateSchedule.class);
    CreateSchedule create = (CreateSchedule) act(decision).step().write();
    assertThat(create.content().trigger()).isEqualTo("delete of web-a");
    assertThat(create.content().held()).containsOnlyKeys(uidOf("web-a"));
    assertThat(notes(act(decision).step().reports()))
        .singleElement()
        .asString()
        .startsWith("Its delete is held until a replacement serves, for at most 600 s in all");
  }

  @Test
  void inASurgeThatIsOpenItIsRemembered() {
    EvictionDecision decision = deleteOf(surged(pod("web-a"))).decide();
    EvictionAssert.acts(decision, UpdateSchedule.class);
    assertThat(notes(act(decision).step().reports()))
        .containsExactly("Its delete is held until a replacement serves, for at most 600 s in all");
  }

  @Test
  void goesWithTheTicketOnceAReplacementServes() {
    Schedule taken =
        EvictionAssert.takesTicket(
            deleteOf(surged(pod("web-a"), pod("web-b").on("n2")).schedule(heldSince(1))).decide(),
            false);
    StoredSchedule stored = Schedules.stored(taken);
    Allow allow =
        EvictionAssert.allows(
            deleteOf(surged(pod("web-a"), pod("web-b").on("n2")).schedule(stored))
                .claim(new Claim(stored, true))
                .decide(),
            Reason.EVICTION_ALLOWED);
    assertThat(notes(allow.reports()))
        .containsExactly("Its delete was let through: replacement web-b serves on node n2");
  }

  @Test
  void maxHoldCountsFromAnEvictionThatWasHeldBefore() {
    EvictionAssert.holds(
        deleteOf(surged(pod("web-a")).schedule(heldSince(599))).decide(), "a second pod");
    Schedule taken =
        EvictionAssert.takesTicket(
            deleteOf(surged(pod("web-a")).schedule(heldSince(600))).decide(), false);
    StoredSchedule stored = Schedules.stored(taken);
    Allow allow =
        EvictionAssert.allows(
            deleteOf(surged(pod("web-a")).schedule(stored)).claim(new Claim(stored, true)).decide(),
            Reason.EVICTION_HOLD_EXPIRED);
    assertThat(allow.warnings())
        .containsExactly(
            "spot-aware-scaler: its delete was held for max-hold (600 s), still waiting for a"
                + " second pod to be created; let go without a replacement that serves");
    assertThat(notes(allow.reports())).hasSize(2).allMatch(note -> note.contains("its delete was"));
  }

  @Test
  void ofAnUnsurgeableDeploymentFollowsThePolicy() {
    Evictions delete = deleteOf(workload(pod("web-a")).deployment(Deployments.web().recreate()));
    Allow allow = EvictionAssert.allows(delete.decide(), Reason.NOT_SURGEABLE);
    assertThat(allow.warnings())
        .singleElement()
        .asString()
        .endsWith("; the delete goes through unprotected");
    assertThat(notes(allow.reports()))
        .hasSize(2)
        .allMatch(note -> note.endsWith("the delete of its pod was let through unprotected"));
    Refuse refuse =
        assertThat(delete.configured(c -> c.unsurgeablePolicy(UnsurgeablePolicy.DENY)).decide())
            .asInstanceOf(type(Refuse.class))
            .actual();
    assertThat(notes(refuse.reports()))
        .hasSize(2)
        .allMatch(note -> note.endsWith("the delete of its pod was denied"));
  }
}
