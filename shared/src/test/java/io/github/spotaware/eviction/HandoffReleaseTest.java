package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.ScaleDownMode;
import io.github.spotaware.eviction.EvictionDecision.HandOff;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.ReplicaSets;
import io.github.spotaware.testing.Rollouts;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 7 in handoff mode: the held pod web-a leaves by the scale-down, and web-b stays. */
class HandoffReleaseTest {

  private static Schedule schedule() {
    return Schedules.surged()
        .withVictim(uidOf("web-a"))
        .withCosts(Map.of(uidOf("web-a"), Optional.empty()))
        .withHeld(uidOf("web-a"), NOW);
  }

  private static Pods marked() {
    return pod("web-a").on("n1").cost(DeletionCosts.OURS);
  }

  private static Workloads both() {
    return surged(marked(), pod("web-b").on("n2")).schedule(schedule());
  }

  private static Workloads lowering() {
    return both().schedule(schedule().in(Phase.LOWERING).due(NOW));
  }

  private static Evictions eviction(Workloads workload) {
    return evictionOf("web-a").in(workload).configured(c -> c.scaleDownMode(ScaleDownMode.HANDOFF));
  }

  private static <W extends ProtocolWrite> W handsOff(EvictionDecision decision, Class<W> write) {
    HandOff handOff = assertThat(decision).asInstanceOf(type(HandOff.class)).actual();
    return assertThat(handOff.step().write()).asInstanceOf(type(write)).actual();
  }

  @Nested
  class Begins {

    @Test
    void whenAReplacementServesOnANodeThatStays() {
      EvictionDecision decision = eviction(both()).decide();
      Schedule next = handsOff(decision, UpdateSchedule.class).to();
      assertThat(next.phase()).isEqualTo(Phase.LOWERING);
      assertThat(next.dueAt(NOW)).isTrue();
      assertThat(next.victim()).contains(uidOf("web-a"));
      assertThat(((HandOff) decision).step().reports())
          .extracting(Report::reason)
          .containsExactly(Reason.REPLACEMENT_READY);
    }

    @Test
    void whereItsNodeLeavesAsWell() {
      handsOff(eviction(both().node(Nodes.cordoned("n1"))).decide(), UpdateSchedule.class);
    }

    @Test
    void butNotWhenTooLittleOfTheCallIsLeft() {
      EvictionAssert.holds(eviction(both()).soonOver().decide(), "too little time is left");
    }

    @Test
    void butNotBeforeTheReplicaSetHasCountedBoth() {
      Instant ready = NOW.minusSeconds(1);
      Workloads uncounted =
          surged(marked(), pod("web-b").on("n2").readySince(ready))
              .replicaSets(ReplicaSets.replicaSet("web-1", 2).counted(2, 1))
              .schedule(schedule());
      EvictionDecision.Hold hold =
          EvictionAssert.holds(eviction(uncounted).decide(), "to take note of its pods");
      assertThat(hold.recheckAt()).contains(NOW.plusSeconds(1));
    }

    @Test
    void butNotWhileABudgetForbidsIt() {
      EvictionAssert.holds(
          eviction(both().budget("b", "app=web", 0)).decide(), "PodDisruptionBudget b");
    }
  }

  static Stream<Arguments> impossible() {
    Instant longAgo = NOW.minus(Duration.ofSeconds(11));
    return Stream.of(
        argumentSet(
            "in delayed mode",
            eviction(both()).configured(c -> c.scaleDownMode(ScaleDownMode.DELAYED))),
        argumentSet(
            "it was not chosen before the raise",
            eviction(both().schedule(Schedules.surged().withHeld(uidOf("web-a"), NOW)))),
        argumentSet(
            "another was chosen", eviction(both().schedule(schedule().withVictim(uidOf("web-b"))))),
        argumentSet(
            "someone took its mark away",
            eviction(surged(pod("web-a").on("n1"), pod("web-b").on("n2")).schedule(schedule()))),
        argumentSet(
            "the other is marked as well",
            eviction(
                surged(marked(), pod("web-b").on("n2").cost(DeletionCosts.OURS))
                    .schedule(schedule()))),
        argumentSet(
            "the replacement's node leaves, too", eviction(both().node(Nodes.cordoned("n2")))),
        argumentSet(
            "a rollout is under way",
            eviction(
                both()
                    .pods(marked().of("web-0"), pod("web-b").on("n2"))
                    .replicaSets(
                        ReplicaSets.replicaSet("web-0", 1),
                        ReplicaSets.replicaSet("web-1", 1).revision(2)))),
        argumentSet(
            "its counts do not follow",
            eviction(
                surged(marked(), pod("web-b").on("n2").readySince(longAgo))
                    .replicaSets(ReplicaSets.replicaSet("web-1", 2).counted(2, 1))
                    .schedule(schedule()))));
  }

  /** A preference never makes a release wait. */
  @ParameterizedTest
  @MethodSource("impossible")
  void whereItIsImpossibleThePodTakesTheTicket(Evictions eviction) {
    EvictionAssert.takesTicket(eviction.decide(), false);
  }

  @Nested
  class Both {
    private Evictions of(String pod) {
      return evictionOf(pod)
          .in(
              both()
                  .node(Nodes.cordoned("n1"))
                  .node(Nodes.cordoned("n2"))
                  .schedule(schedule().withHeld(uidOf("web-b"), NOW)))
          .configured(c -> c.scaleDownMode(ScaleDownMode.HANDOFF))
          .rivals("web-a", "web-b");
    }

    @Test
    void theOneThatCanBeHandedOffGoesLast() {
      EvictionAssert.holds(of("web-a").decide(), "pod web-b, whose node is leaving too");
      EvictionAssert.takesTicket(of("web-b").decide(), false);
    }

    @Test
    void ifTheOtherIsNotHeldHereItGoesAtOnce() {
      EvictionAssert.takesTicket(of("web-a").rivals("web-a").decide(), false);
    }
  }

  @Nested
  class Lowering {

    @Test
    void isGoneOnWith() {
      EvictionDecision decision = eviction(lowering()).decide();
      assertThat(handsOff(decision, SetReplicas.class).replicas()).isEqualTo(1);
      assertThat(((HandOff) decision).step().reports())
          .extracting(Report::reason)
          .containsExactly(Reason.SCALED_DOWN, Reason.EVICTION_ALLOWED);
    }

    /** The replacement has failed since: the scale-down takes that one. */
    /** Seed 93976: the surge had ended when it marked the pod that stays. */
    @Test
    void leavesTheDeletionCostsToTheScaler() {
      Workloads unmarked = lowering().pods(marked(), pod("web-b").on("n2").notReady());
      EvictionAssert.holds(eviction(unmarked).decide(), "the scaler to choose the pod to go");
    }

    @Test
    void letsNobodyGoWhereNoOtherServes() {
      Workloads alone =
          lowering()
              .pods(
                  pod("web-a").on("n1"), pod("web-b").on("n2").notReady().cost(DeletionCosts.OURS))
              .schedule(
                  schedule()
                      .in(Phase.LOWERING)
                      .due(NOW)
                      .withCosts(Map.of(uidOf("web-b"), Optional.empty())));
      EvictionDecision decision = eviction(alone).decide();
      handsOff(decision, SetReplicas.class);
      assertThat(((HandOff) decision).step().reports())
          .extracting(Report::reason)
          .containsExactly(Reason.SCALED_DOWN);
    }

    @Test
    void restoresTheHpaFirst() {
      Workloads raised =
          lowering()
              .autoscaler(Optional.of(2), 5)
              .schedule(
                  schedule()
                      .withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.empty()))
                      .in(Phase.LOWERING)
                      .due(NOW));
      assertThat(handsOff(eviction(raised).decide(), SetMinReplicas.class).value()).isEmpty();
    }

    @Test
    void onceLoweredItIsHeldUntilItTerminates() {
      Workloads lowered = lowering().deployment(Deployments.web());
      EvictionAssert.holds(eviction(lowered).decide(), "the scale-down to delete it");
      EvictionDecision.Allow allow =
          EvictionAssert.allows(
              eviction(lowered.pods(marked().terminating(), pod("web-b").on("n2"))).decide(),
              Reason.EVICTION_ALLOWED);
      assertThat(allow.message()).contains("terminating");
    }

    /** The ReplicaSet took the other one: this one is all that is left. */
    @Test
    void ifTheOtherOneTerminatesItIsHeldOn() {
      Workloads wrong =
          lowering()
              .deployment(Deployments.web())
              .pods(marked(), pod("web-b").on("n2").terminating());
      EvictionAssert.holds(eviction(wrong).decide(), "or else for a new surge");
    }

    @Test
    void ofAnotherPodIsWaitedFor() {
      EvictionAssert.holds(
          evictionOf("web-b")
              .in(lowering().schedule(schedule().withHeld(uidOf("web-b"), NOW).in(Phase.LOWERING)))
              .decide(),
          "the end of a scale-down under way");
    }

    @Test
    void theOwnersCountIsNotLowered() {
      EvictionAssert.holds(
          eviction(lowering().deployment(Deployments.web().replicas(3, "kubectl"))).decide(),
          "the scaler to end the surge");
    }

    @Test
    void waitsForARolloutThatHasBegunSince() {
      Workloads rolling =
          lowering()
              .deployment(Rollouts.loose())
              .pods(marked().of("web-0"), pod("web-b").on("n2"))
              .replicaSets(
                  ReplicaSets.replicaSet("web-0", 1),
                  ReplicaSets.replicaSet("web-1", 1).revision(2));
      EvictionAssert.holds(eviction(rolling).decide(), "rollout");
    }
  }
}
