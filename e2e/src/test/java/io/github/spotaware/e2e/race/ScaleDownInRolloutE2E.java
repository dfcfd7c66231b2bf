package io.github.spotaware.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A scale-down comes due in the middle of a rollout of a surged Deployment of which one pod may be
 * unavailable. At two replicas such a rollout leaves one pod in place, at one it leaves none.
 */
@E2E
@Slow
final class ScaleDownInRolloutE2E {

  private static final int AT_ONCE = 10;
  private static final String POSTPONED = "ScaleDownPostponed";

  private static final Template QUICK = new Template("example.com/main:2", Duration.ofSeconds(1));

  /** None of its pods serves when the scale-down is due, nor at the next look at it. */
  private static final Template SLOW = new Template("example.com/main:1", Duration.ofSeconds(12));

  private static final Template BROKEN = new Template("example.com/main:3", Duration.ofHours(24));
  private static final int PROGRESS_DEADLINE_SECONDS = 25;

  /** How long before the scale-down is due a rollout begins: most of them shortly before. */
  private static final Duration EARLIEST = Duration.ofSeconds(4);

  private static final Duration LATEST_AFTER_DUE = Duration.ofMillis(100);
  private static final Duration SOON_AFTER_DUE = Duration.ofSeconds(60);

  /** What was written first. */
  private enum Course {
    /** The rollout, and the scale-down waited for it, as an Event tells. */
    POSTPONED,
    /** The rollout, after the scale-down had begun but before the count was lowered. */
    WAITED_IN_LOWERING,
    /** The count: the rollout of one pod that may be unavailable takes it away by itself. */
    LOWERED_FIRST
  }

  @Test
  void onePodAlwaysServes(Scenario scenario) throws Exception {
    int rounds = Counts.of(2, 20);
    List<Course> courses =
        Rounds.run(rounds, AT_ONCE, round -> rollOutWhenDue(scenario, round, rounds));
    System.out.printf(
        "scale-down due in a rollout, maxUnavailable 1: %d rounds, never zero serving pods; %s%n",
        rounds,
        courses.stream().collect(Collectors.groupingBy(course -> course, Collectors.counting())));
  }

  /** Without and with a pod more than wanted; on to a new ReplicaSet and back to an old one. */
  private static Course rollOutWhenDue(Scenario scenario, int round, int rounds) {
    boolean back = round / 2 % 2 == 1;
    Template first = back ? SLOW : QUICK;
    Workload workload =
        Subject.workload("moved", round).readyAfter(first.readyAfter()).rollingUpdate(1, 0);
    try (Subject subject = Subject.deploy(scenario, workload)) {
      if (back) {
        QUICK.rollOut(subject);
        scenario.workloads().awaitAvailable(subject.name(), 1);
      }
      letOneBeUnavailable(subject, round % 2);
      subject.surge();
      Moments.await(subject.due().minus(beforeDue(round, rounds)));
      boolean lowered = SLOW.rollOut(subject).getSpec().getReplicas() == 1;

      subject.awaitBackAtOne();
      assertThat(Template.of(scenario.workloads().pod(subject.name()))).isEqualTo(SLOW);
      if (lowered) {
        return Course.LOWERED_FIRST;
      }
      subject.assertNeverZero();
      return postponements(scenario, subject) > 0 ? Course.POSTPONED : Course.WAITED_IN_LOWERING;
    }
  }

  private static void letOneBeUnavailable(Subject subject, int maxSurge) {
    var _ =
        subject.patch(
            """
            {"spec": {"strategy": {"rollingUpdate": {"maxSurge": %d, "maxUnavailable": 1}}}}
            """
                .formatted(maxSurge));
  }

  private static Duration beforeDue(int round, int rounds) {
    double left = 1 - (double) round / (rounds - 1);
    return Duration.ofMillis(Math.round(EARLIEST.toMillis() * left * left)).minus(LATEST_AFTER_DUE);
  }

  /** It does not keep the surge for ever: not even where the new pods never serve. */
  @Test
  void aRolloutThatFailedForGoodIsNoLongerWaitedFor(Scenario scenario) {
    Workload workload =
        Subject.workload("broken", 0)
            .readyAfter(QUICK.readyAfter())
            .rollingUpdate(1, 1)
            .edit(
                d -> d.editSpec().withProgressDeadlineSeconds(PROGRESS_DEADLINE_SECONDS).endSpec());
    try (Subject subject = Subject.deploy(scenario, workload)) {
      subject.surge();
      Instant due = subject.due();
      Moments.await(due.minus(EARLIEST));
      Instant begun = Instant.now();
      BROKEN.rollOut(subject);

      scenario.workloads().awaitReplicas(subject.name(), 1);
      Duration waited = Duration.between(begun, Instant.now());
      assertThat(waited)
          .as("from the rollout to the scale-down")
          .isBetween(Duration.ofSeconds(PROGRESS_DEADLINE_SECONDS), SOON_AFTER_DUE);
      assertThat(postponements(scenario, subject)).as("told once").isEqualTo(1);
      System.out.printf(
          "scale-down due in a rollout that fails: lowered %d ms after the rollout began, whose"
              + " progress deadline is %d s%n",
          waited.toMillis(), PROGRESS_DEADLINE_SECONDS);
    }
  }

  private static int postponements(Scenario scenario, Subject subject) {
    return new ClusterEvents(scenario.client(), scenario.namespace())
        .about("Deployment", subject.name(), POSTPONED)
        .size();
  }
}
