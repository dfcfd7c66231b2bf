package io.github.spotaware.e2e.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Someone else writes the count of a Deployment during a surge. */
@E2E
final class WhoseCountWinsE2E {

  private static final String NAME = PendingSurge.NAME;
  private static final String USERS_COST = "7";

  static Stream<Arguments> countsThatAreTheirs() {
    return Stream.of(0, 3, 1)
        .flatMap(
            count -> Stream.of(CountWriter.values()).map(writer -> Arguments.of(count, writer)));
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("countsThatAreTheirs")
  void anotherCountIsTheirsAndTheSurgeEnds(int count, CountWriter writer, Scenario scenario) {
    surge(scenario);

    writer.write(scenario, NAME, count);

    assertTheirs(scenario, count);
  }

  @Test
  void twoIsTheirsWhereTheWriteIsVisible(Scenario scenario) {
    surge(scenario);

    CountWriter.SERVER_SIDE_APPLY.write(scenario, NAME, 2);

    assertTheirs(scenario, 2);
  }

  @Test
  void twoWrittenOverTwoLeavesNoTraceAndIsScaledDown(Scenario scenario) {
    Workload web = Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300));
    ServingWatch watch = scenario.deployAndWatch(web);
    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(2);

    CountWriter.SCALE.write(scenario, NAME, 2);

    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    Waits.untilEvent(scenario, NAME, "ScaledDown");
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  @Test
  void setBackToOneItSurgesAgainThreeTimesAndIsNotSurgeableThen(Scenario scenario) {
    surge(scenario);
    for (int reversals = 1; reversals <= 3; reversals++) {
      CountWriter.SCALE.write(scenario, NAME, 1);
      Waits.untilNoSchedule(scenario, NAME);
      scenario.workloads().awaitAvailable(NAME, 1);
      if (reversals < 3) {
        PendingSurge.evictAgain(scenario);
      }
    }

    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));

    System.out.println("after three reversals: " + answer.status() + " " + answer.message());
    System.out.println("warnings: " + answer.warnings());
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    assertThat(answer.warnings())
        .anySatisfy(w -> assertThat(w).contains("something set its replicas back to 1 3 times"));
    assertThat(Waits.untilEvent(scenario, NAME, "NotSurgeable")).contains("back to 1 3 times");
  }

  /** A surge that stays, with our mark on the old pod over its owner's deletion cost. */
  private static void surge(Scenario scenario) {
    scenario.configure(ConfigurationKeys.SURGE_GUARD, "false"); // or a 1 is kept at 2
    PendingSurge.start(
        scenario,
        PendingSurge.workload()
            .edit(deployment ->
                deployment
                    .editSpec()
                    .editTemplate()
                    .editMetadata()
                    .addToAnnotations(DeletionCosts.ANNOTATION, USERS_COST)
                    .endMetadata()
                    .endTemplate()
                    .endSpec()));
    assertThat(costs(scenario)).containsExactlyInAnyOrder(DeletionCosts.OURS, USERS_COST);
  }

  private static void assertTheirs(Scenario scenario, int count) {
    Waits.untilNoSchedule(scenario, NAME);
    String note = Waits.untilEvent(scenario, NAME, "ScaleDownCancelled");
    System.out.println("Event ScaleDownCancelled: " + note);
    assertThat(note).contains("replicas was set");
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(count);
    assertThat(ourCounts(scenario)).as("the only count that we wrote").containsExactly(2);
    assertThat(costs(scenario)).as("deletion costs").allMatch(USERS_COST::equals);
  }

  private static List<String> costs(Scenario scenario) {
    return scenario.workloads().pods(NAME).stream()
        .map(WhoseCountWinsE2E::cost)
        .map(cost -> cost.orElse("none"))
        .toList();
  }

  private static Optional<String> cost(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(DeletionCosts.ANNOTATION));
  }

  /** The counts that the project wrote, as the API server answered them. */
  private static List<Integer> ourCounts(Scenario scenario) {
    return scenario
        .audit()
        .byTheProject()
        .writes()
        .succeeded()
        .of("deployments")
        .in(scenario.namespace())
        .list()
        .stream()
        .map(AuditEvent::responseObject)
        .map(deployment -> deployment.path("spec").path("replicas").asInt())
        .toList();
  }
}
