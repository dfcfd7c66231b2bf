package io.github.spotaware.guard;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.REF;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.guard.GuardDecision.Cause;
import io.github.spotaware.guard.GuardDecision.Follow;
import io.github.spotaware.guard.GuardDecision.Keep;
import io.github.spotaware.guard.GuardDecision.Pass;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Rollouts;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SurgeGuardTest {
  private static final Configuration DEFAULTS = Configuration.defaults();
  private static final CountWrite ONE = write(2, 1, false, false);
  private static final CountWrite DRY_RUN = write(2, 1, true, false);
  private static final String RETURNS =
      "; it goes back to 1 by itself, no sooner than 2026-01-01T12:05:00Z (in 300 s)";

  private static CountWrite write(int before, int after, boolean dryRun, boolean ours) {
    return new CountWrite(
        REF, Workloads.DEPLOYMENT_UID, Set.of("spot-aware-webhook"), before, after, dryRun, ours);
  }

  /** A replacement serves on a node that stays, and the old pod is gone. */
  private static Workloads handedOff() {
    return surged(pod("web-b").on("n2"), pod("web-c").on("n3"));
  }

  private static GuardDecision decide(Workloads live) {
    return SurgeGuard.decide(ONE, live.build(), DEFAULTS, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, false, true",
    "2, 1, true, false",
    "2, 0, false, false",
    "2, 3, false, false",
    "1, 1, false, false",
    "3, 1, false, false",
    "0, 1, false, false",
    "1, 2, false, false",
  })
  void onlyOneOverTwoOfSomeoneElseIsLookedAt(int before, int after, boolean ours, boolean looked) {
    CountWrite write = write(before, after, false, ours);

    assertThat(SurgeGuard.fromMemory(write, DEFAULTS, Optional.of(true)))
        .isEqualTo(looked ? Optional.empty() : Optional.of(new Pass(Cause.NOT_ASKED_ABOUT)));
  }

  @Test
  void switchedOffNothingIsRead() {
    Configuration off = DEFAULTS.toBuilder().surgeGuard(false).build();

    assertThat(SurgeGuard.fromMemory(ONE, off, Optional.of(true)))
        .contains(new Pass(Cause.SWITCHED_OFF));
  }

  @Test
  void ofWhatIsNotProtectedNothingIsRead() {
    Configuration elsewhere =
        DEFAULTS.toBuilder()
            .namespaceMode(NamespaceMode.BLACKLIST)
            .targetNamespaces(Set.of(REF.namespace()))
            .build();

    assertThat(SurgeGuard.fromMemory(ONE, elsewhere, Optional.of(true)))
        .contains(new Pass(Cause.NOT_PROTECTED));
    assertThat(SurgeGuard.fromMemory(ONE, DEFAULTS, Optional.of(false)))
        .contains(new Pass(Cause.NOT_PROTECTED));
    assertThat(SurgeGuard.fromMemory(ONE, DEFAULTS, Optional.empty())).isEmpty();
  }

  static Stream<Arguments> passes() {
    return Stream.of(
        argumentSet("gone", surged().noDeployment(), Cause.NOT_PROTECTED),
        argumentSet(
            "not labelled any more",
            handedOff().deployment(Deployments.surgedWeb().unlabelled()),
            Cause.NOT_PROTECTED),
        argumentSet(
            "a 2 of its owner's, and no surge",
            workload(pod("web-a"), pod("web-b")).deployment(Deployments.web().replicas(2, "me")),
            Cause.NO_SURGE),
        argumentSet(
            "being cancelled",
            handedOff().schedule(Schedules.in(Phase.CANCELLING)),
            Cause.NO_SURGE),
        argumentSet(
            "the 2 is someone else's",
            handedOff().deployment(Deployments.web().replicas(2, "gitops")),
            Cause.OWNERS),
        argumentSet(
            "raised to 3 meanwhile",
            handedOff().deployment(Deployments.web().replicas(3, "me")),
            Cause.OWNERS),
        argumentSet(
            "made anew",
            handedOff().deployment(Deployments.surgedWeb().uid("uid-other")),
            Cause.OWNERS),
        argumentSet(
            "being deleted",
            handedOff().deployment(Deployments.surgedWeb().terminating()),
            Cause.OWNERS));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void passes(Workloads live, Cause cause) {
    assertThat(decide(live)).isEqualTo(new Pass(cause));
  }

  static Stream<Arguments> kept() {
    Schedule held = Schedules.surged().withHeld(uidOf("web-a"), NOW);
    return Stream.of(
        argumentSet(
            "being raised",
            handedOff().schedule(Schedules.in(Phase.RAISING)),
            "the second pod is being started"),
        argumentSet(
            "being released",
            surged(pod("web-a").on("n1"), pod("web-b").on("n2"))
                .schedule(Schedules.releasing("web-a")),
            "pod web-a is being evicted"),
        argumentSet(
            "held",
            surged(pod("web-a").on("n1"), pod("web-b").on("n2")).schedule(held),
            "the eviction of pod web-a is held until another serves"),
        argumentSet(
            "on a node that goes away",
            surged(pod("web-a").on("n1"), pod("web-b").on("n2")).node(Nodes.cordoned("n1")),
            "pod web-a is on node n1, which goes away (unschedulable)"),
        argumentSet(
            "on a node that is gone",
            surged(pod("web-a").on("n1"), pod("web-b").on("n2")).goneNode("n1"),
            "pod web-a is on node n1, which is gone"),
        argumentSet(
            "none serves",
            surged(pod("web-b").on("n2").notReady()),
            "no pod serves on a node that stays"),
        argumentSet(
            "in a rollout that may take the pod",
            Rollouts.oneNewServes(),
            "it waits for the rollout under way to delete the pods of old ReplicaSets"));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void staysUntilTheHandoffIsDone(Workloads live, String undone) {
    assertThat(decide(live))
        .isEqualTo(
            new Keep(
                "spec.replicas stays 2: a second pod runs for eviction of web-a, and "
                    + undone
                    + RETURNS));
  }

  /** A pod that was held and is gone, or about to be, keeps nothing. */
  @Test
  void isFollowedOnceTheHandoffIsDone() {
    Schedule surged = Schedules.surged().withHeld(uidOf("web-a"), NOW);

    assertThat(decide(handedOff().schedule(surged)))
        .isInstanceOfSatisfying(
            Follow.class,
            follow -> {
              assertThat(follow.begin().to()).isEqualTo(surged.due(NOW));
              assertThat(follow.warning())
                  .isEqualTo(
                      "spec.replicas stays 2: the scale-down to 1 begins now, and takes some"
                          + " seconds, because the pod to go is marked first");
            });
  }

  /** From there on the scaler does what it does with any surge that is due. */
  @Test
  void whatIsFollowedIsLowered() {
    MemoryCluster cluster = MemoryCluster.of(handedOff());
    Follow follow = (Follow) SurgeGuard.decide(ONE, cluster.snapshot(), DEFAULTS, NOW);
    Scaler scaler = new Scaler(cluster);

    scaler.apply(follow.begin());
    scaler.run();
    for (int i = 0; i < 30 && cluster.schedule().isPresent(); i++) {
      scaler.now = scaler.now.plusSeconds(1);
      scaler.run();
      if (cluster.snapshot().deployment().orElseThrow().replicas() == 1) {
        cluster.controllersAct();
      }
    }

    assertThat(cluster.snapshot().deployment().orElseThrow().replicas()).isEqualTo(1);
    assertThat(cluster.schedule()).isEmpty();
  }

  /** One that asks each second takes no time away from the marks that were just set. */
  @ParameterizedTest
  @CsvSource({"0, false", "10, false", "11, true"})
  void nothingIsWrittenWhereItIsDueSoon(int seconds, boolean written) {
    Workloads live = handedOff().schedule(Schedules.surged().due(NOW.plusSeconds(seconds)));

    assertThat(decide(live) instanceof Follow).isEqualTo(written);
    assertThat(decide(live) instanceof Keep).isEqualTo(!written);
  }

  @Test
  void aDryRunWritesNothing() {
    assertThat(SurgeGuard.decide(DRY_RUN, handedOff().build(), DEFAULTS, NOW))
        .isEqualTo(
            new Keep(
                "spec.replicas stays 2: the scale-down to 1 would begin now, and takes some"
                    + " seconds, because the pod to go is marked first"));
  }

  @Test
  void staysWhileTheScalerLowersIt() {
    assertThat(decide(handedOff().schedule(Schedules.in(Phase.LOWERING))))
        .isEqualTo(
            new Keep(
                "spec.replicas stays 2: the scale-down to 1 has begun, and the scaler finishes it"
                    + " within seconds, once the pod to go is marked"));
  }

  @Test
  void staysWhereTheScheduleWasDeleted() {
    Workloads lost = workload(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb());

    assertThat(decide(lost))
        .isInstanceOfSatisfying(
            Keep.class, keep -> assertThat(keep.warning()).contains("schedule was deleted"));
  }

  @Test
  void onceDueItSaysNoTime() {
    Workloads live =
        surged(pod("web-a").on("n1")).node(Nodes.cordoned("n1")).schedule(Schedules.due());

    assertThat(decide(live))
        .isInstanceOfSatisfying(
            Keep.class,
            keep ->
                assertThat(keep.warning())
                    .endsWith("; it goes back to 1 by itself once that is over"));
  }

  @Test
  void whatCantBeReadStaysOnlyIfItIsKnownToSurge() {
    assertThat(SurgeGuard.undecided(ONE, Optional.empty(), "no answer", NOW))
        .isEqualTo(new Pass(Cause.UNDECIDED));
    assertThat(
            SurgeGuard.undecided(
                ONE,
                Optional.of(Schedules.stored(Schedules.in(Phase.CANCELLING))),
                "no answer",
                NOW))
        .isEqualTo(new Pass(Cause.UNDECIDED));
    assertThat(
            SurgeGuard.undecided(
                ONE, Optional.of(Schedules.stored(Schedules.surged())), "no answer", NOW))
        .isEqualTo(
            new Keep(
                "spec.replicas stays 2: a second pod runs for eviction of web-a, and whether it is"
                    + " still needed can't be told (no answer)"
                    + RETURNS));
  }

  /** The watch may lag: what is written over says whose surge and whose count it is. */
  @Test
  void whatCantBeReadPassesWhereItIsNoSurgesByItself() {
    CountWrite madeAnew =
        new CountWrite(REF, "uid-other", Set.of("spot-aware-webhook"), 2, 1, false, false);
    CountWrite theirs =
        new CountWrite(REF, Workloads.DEPLOYMENT_UID, Set.of("gitops"), 2, 1, false, false);
    CountWrite nobodys =
        new CountWrite(REF, Workloads.DEPLOYMENT_UID, Set.of(), 2, 1, false, false);

    for (CountWrite other : List.of(madeAnew, theirs, nobodys)) {
      assertThat(
              SurgeGuard.undecided(
                  other, Optional.of(Schedules.stored(Schedules.surged())), "no answer", NOW))
          .isEqualTo(new Pass(Cause.UNDECIDED));
    }
  }

  /** By the Deployment's own due time, whatever the delay. */
  @Test
  void theWarningSaysUntilWhen() {
    Workloads live =
        surged(pod("web-a").on("n1"))
            .node(Nodes.cordoned("n1"))
            .schedule(Schedules.surged().due(NOW.plus(Duration.ofSeconds(7))));

    assertThat(decide(live))
        .isInstanceOfSatisfying(
            Keep.class,
            keep -> assertThat(keep.warning()).endsWith("2026-01-01T12:00:07Z (in 7 s)"));
  }
}
