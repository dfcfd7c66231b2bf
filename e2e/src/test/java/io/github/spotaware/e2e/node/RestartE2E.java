package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Both webhooks and the scaler are killed at once, at moments all over an interruption, and started
 * again: the end state is right each time.
 */
@E2E
final class RestartE2E {

  private static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler");
  private static final Duration BOUND = Duration.ofSeconds(90);

  /** When all of them are killed. */
  private enum When {
    SCHEDULE_WRITTEN {
      @Override
      void reach(Course course) {
        course.cordon();
        course.awaitSchedule("there", _ -> true);
      }
    },
    REPLACEMENT_SERVES {
      @Override
      void reach(Course course) {
        course.cordon();
        course.watch.awaitServing(2, BOUND);
      }
    },
    LOWERING {
      @Override
      void reach(Course course) {
        course.cordon();
        course.awaitPhase(Phase.LOWERING);
      }
    },
    BEFORE_THE_SIGNAL {
      @Override
      void reach(Course course) {}

      @Override
      void whileDown(Course course) {
        course.cordon();
      }
    },
    AT_THE_SIGNAL {
      @Override
      void reach(Course course) {
        course.cordon();
      }
    },
    SURGED {
      @Override
      void reach(Course course) {
        course.cordon();
        course.awaitPhase(Phase.SURGED);
      }
    },
    DUE_MEANWHILE {
      @Override
      void reach(Course course) {
        course.cordon();
        course.awaitPhase(Phase.SURGED);
        course.watch.awaitServing(2, BOUND);
      }

      @Override
      void whileDown(Course course) {
        course.awaitDue();
      }
    },
    SECOND_SIGNAL_MEANWHILE {
      @Override
      void reach(Course course) {
        course.cordon();
        course.watch.awaitServing(2, BOUND);
      }

      @Override
      void whileDown(Course course) {
        course.cordonReplacement();
      }
    },
    LOWERED {
      @Override
      void reach(Course course) {
        course.cordon();
        course.workloads.awaitReplicas(course.name, 2);
        course.workloads.awaitReplicas(course.name, 1);
      }
    },
    OVER {
      @Override
      void reach(Course course) {
        course.cordon();
        course.workloads.awaitReplicas(course.name, 2);
        course.workloads.awaitBackAtOne(course.name, BOUND);
      }
    };

    /** Returns at that moment. */
    abstract void reach(Course course);

    /** What happens while none of them runs. */
    void whileDown(Course course) {}
  }

  @Test
  void theEndStateIsRight(Scenario scenario) {
    int moments = Counts.of(1, When.values().length);
    for (When when : List.of(When.values()).subList(0, moments)) {
      try (Course course = new Course(scenario, "web-" + when.ordinal())) {
        when.reach(course);
        PROCESSES.forEach(scenario.playground()::kill);
        when.whileDown(course);
        PROCESSES.parallelStream().forEach(scenario.playground()::start);
        course.assertEndsWell(when);
      }
    }
  }

  /** One interruption. */
  private static final class Course implements AutoCloseable {
    private final Scenario scenario;
    private final Workloads workloads;
    private final String name;
    private final ServingWatch watch;
    private final TestNode node;
    private TestNode replacements;

    Course(Scenario scenario, String name) {
      this.scenario = scenario;
      this.name = name;
      this.workloads = scenario.workloads();
      Workload workload =
          Workload.named(name)
              .labelled()
              .withService()
              .annotated(Annotations.SCALE_DOWN_DELAY, "3")
              .readyAfter(Duration.ofSeconds(1));
      workloads.deploy(workload);
      watch = workloads.watch(workload);
      watch.awaitServing(1, BOUND);
      node = TestNode.ofPod(scenario, name);
      replacements = node;
    }

    void cordon() {
      node.cordon();
    }

    void cordonReplacement() {
      String second =
          workloads.pods(name).stream()
              .map(pod -> pod.getSpec().getNodeName())
              .filter(other -> !other.equals(node.name()))
              .findFirst()
              .orElseThrow();
      replacements = TestNode.of(scenario, second);
      replacements.cordon();
    }

    void awaitPhase(Phase phase) {
      awaitSchedule(phase.text(), schedule -> schedule.phase() == phase);
    }

    void awaitSchedule(String what, Predicate<Schedule> holds) {
      workloads.awaitSchedule(name, what, holds);
    }

    void awaitDue() {
      Instant due = workloads.schedule(name).orElseThrow().scheduledTime();
      Await.until(
          "the scale-down to be due", Deadline.after(BOUND), () -> !Instant.now().isBefore(due));
    }

    void assertEndsWell(When when) {
      if (replacements != node) {
        // Neither pod is on a node that stays, so the surge goes on until one of them is let go.
        awaitPhase(Phase.SURGED);
        scenario.drain(node.name(), "--timeout=60s").orThrow();
      }
      workloads.awaitReplicas(name, 1);
      workloads.awaitBackAtOne(name, BOUND);
      Pod left = workloads.pod(name);
      System.out.printf(
          "all killed and started again, %s: downtime %d ms, %s on %s is left, phases %s%n",
          when,
          watch.downtime().toMillis(),
          left.getMetadata().getName(),
          left.getSpec().getNodeName(),
          scenario.audit().phases(scenario.namespace(), name));
      assertThat(watch.everZero()).as("ever zero, of " + watch.changes()).isFalse();
      assertThat(left.getSpec().getNodeName()).isNotIn(node.name(), replacements.name());
      assertThat(Objects.requireNonNullElse(left.getMetadata().getAnnotations(), Map.of()))
          .doesNotContainKey(DeletionCosts.ANNOTATION);
    }

    @Override
    public void close() {
      watch.close();
      node.close();
      if (replacements != node) {
        replacements.close();
      }
      scenario
          .client()
          .apps()
          .deployments()
          .inNamespace(scenario.namespace())
          .withName(name)
          .delete();
    }
  }
}
