package io.github.spotaware.e2e.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ProcessLog;
import io.github.spotaware.e2e.observe.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What kubectl prints when a Deployment is labelled, annotated or applied: a warning for what will
 * surprise its owner, an error for an annotation that can't be followed.
 */
@E2E
final class LabellingE2E {

  private static final int TRIES = 3;
  private static final String NAME = "web";
  private static final String LABEL = "spot-aware=enabled";
  private static final String HOLD = "spot-aware-scaler/hold-seconds";
  private static final String HOLD_PROBLEM =
      "is not allowed; allowed: a whole number of seconds from 1 to 27";
  private static final String PREFIX = "Warning: spot-aware-scaler: ";
  private static final String DOWNTIME =
      ": no second pod is started, and an eviction of its only pod goes through: downtime";

  private static Workload plain() {
    return Workload.named(NAME).edit(Probe::add);
  }

  private static Arguments warning(
      String what, UnaryOperator<Workload> change, String... expected) {
    return argumentSet(what, change, List.of(expected));
  }

  static Stream<Arguments> surprises() {
    return Stream.of(
        warning("nothing to say", web -> web),
        warning("Recreate", Workload::recreated, "spec.strategy.type is Recreate" + DOWNTIME),
        warning(
            "a ReadWriteOnce claim",
            web -> web.edit(Claims::mountData),
            "only one node can mount PersistentVolumeClaim data" + DOWNTIME),
        warning("a claim that many nodes can mount", web -> web.edit(Claims::mountShared)),
        warning(
            "a hostPort",
            web -> web.edit(Probe::hostPort),
            "its pods use hostPort 8080: a second pod needs another node where that is free; where"
                + " there is none, an eviction of its only pod goes through: downtime"),
        warning(
            "maxUnavailable 1",
            web -> web.rollingUpdate(1, 1),
            "spec.strategy.rollingUpdate has maxUnavailable 1, maxSurge 1: a rollout may take its"
                + " only pod before a new one serves; maxUnavailable 0 with maxSurge 1 does not"),
        warning(
            "maxUnavailable 100%",
            web -> web.rollingUpdate(0, "100%"),
            "spec.strategy.rollingUpdate has maxUnavailable 100%, maxSurge 0: a rollout may take"
                + " its only pod, or both of a surge, before a new one serves; maxUnavailable 0"
                + " with maxSurge 1 does not"),
        warning(
            "maxUnavailable 25% without a surge",
            web -> web.rollingUpdate(0, "25%"),
            "spec.strategy.rollingUpdate has maxUnavailable 25%, maxSurge 0: a rollout may take its"
                + " only pod before a new one serves; maxUnavailable 0 with maxSurge 1 does not"),
        warning(
            "no readinessProbe",
            _ -> Workload.named(NAME),
            "no container has a readinessProbe: a pod counts as Ready as soon as it runs, so an"
                + " eviction goes through before the second pod serves"),
        warning(
            "three replicas",
            web -> web.replicas(3),
            "spec.replicas is 3: only a Deployment that wants 1 is protected, so evictions of its"
                + " pods are not held"),
        warning(
            "max-hold below minReadySeconds",
            web -> web.minReadySeconds(30).annotated("spot-aware-scaler/max-hold", "20"),
            "spot-aware-scaler/max-hold in force is 20 s, less than minReadySeconds (30): every"
                + " eviction is let go before a replacement can serve"),
        warning(
            "max-hold above progressDeadlineSeconds",
            web -> web.annotated("spot-aware-scaler/max-hold", "601"),
            "spot-aware-scaler/max-hold is 601 s, more than progressDeadlineSeconds (600): a"
                + " replacement that failed is waited for all the same"),
        warning(
            "an annotation that is not known",
            web -> web.annotated("spot-aware-scaler/hold-second", "5"),
            "metadata.annotations[spot-aware-scaler/hold-second] is not known and has no effect;"
                + " known are hold-seconds, max-hold, scale-down-delay, scale-down-mode"),
        warning(
            "several",
            _ -> Workload.named(NAME).recreated(),
            "spec.strategy.type is Recreate" + DOWNTIME,
            "no container has a readinessProbe: a pod counts as Ready as soon as it runs, so an"
                + " eviction goes through before the second pod serves"));
  }

  @ParameterizedTest
  @MethodSource("surprises")
  void labellingWarns(UnaryOperator<Workload> change, List<String> expected, Scenario scenario) {
    Claims.create(scenario);
    scenario.workloads().create(change.apply(plain()));

    CommandResult labelled = labelled(scenario, TRIES);

    assertThat(labelled.exitCode()).isZero();
    assertThat(warnings(labelled)).isEqualTo(expected);
    assertThat(scenario.workloads().deployment(NAME).getMetadata().getLabels())
        .containsEntry("spot-aware", "enabled");
  }

  @Test
  void anAutoscalerWithoutRoom(Scenario scenario) {
    scenario.workloads().create(plain());
    scenario.kubectl("autoscale", "deployment", NAME, "--min=1", "--max=1", "--cpu=80%").orThrow();

    CommandResult labelled = print(scenario.kubectl("label", "deployment", NAME, LABEL));

    assertThat(labelled.exitCode()).isZero();
    assertThat(warnings(labelled))
        .containsExactly("HorizontalPodAutoscaler web has maxReplicas 1" + DOWNTIME);
  }

  @Test
  void underDenyItSaysThatEvictionsAreDenied(Scenario scenario) {
    scenario.configure(ConfigurationKeys.UNSURGEABLE_POLICY, "deny");
    scenario.workloads().create(plain().recreated());

    CommandResult labelled = print(scenario.kubectl("label", "deployment", NAME, LABEL));

    assertThat(warnings(labelled))
        .singleElement()
        .asString()
        .endsWith("an eviction of its only pod is denied (unsurgeable-policy is deny)");
  }

  /** A dry run is answered alike, and changes nothing. */
  @Test
  void aDryRunWarnsAndRejectsAlike(Scenario scenario) {
    scenario.workloads().create(plain().recreated());

    CommandResult labelled =
        print(scenario.kubectl("label", "--dry-run=server", "deployment", NAME, LABEL));
    assertThat(labelled.exitCode()).isZero();
    assertThat(warnings(labelled)).containsExactly("spec.strategy.type is Recreate" + DOWNTIME);
    assertThat(scenario.workloads().deployment(NAME).getMetadata().getLabels()).isNullOrEmpty();

    scenario.kubectl("annotate", "deployment", NAME, HOLD + "=28").orThrow();
    rejected(
        scenario.kubectl("label", "--dry-run=server", "deployment", NAME, LABEL),
        "metadata.annotations[" + HOLD + "]",
        "\"28\" " + HOLD_PROBLEM);
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        argumentSet("hold-seconds", HOLD, "28", HOLD_PROBLEM),
        argumentSet(
            "max-hold",
            "spot-aware-scaler/max-hold",
            "10m",
            "is not allowed; allowed: a whole number of seconds from 1 to 86400"),
        argumentSet(
            "scale-down-delay",
            "spot-aware-scaler/scale-down-delay",
            "-1",
            "is not allowed; allowed: a whole number of seconds from 0 to 86400"),
        argumentSet(
            "scale-down-mode",
            "spot-aware-scaler/scale-down-mode",
            "later",
            "is not allowed; allowed: delayed, handoff"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void annotatingWithAnInvalidValueIsRejected(
      String annotation, String value, String problem, Scenario scenario) {
    scenario.workloads().create(plain().labelled());

    CommandResult annotated =
        scenario.kubectl("annotate", "deployment", NAME, annotation + "=" + value);

    rejected(annotated, "metadata.annotations[" + annotation + "]", "\"" + value + "\" " + problem);
    assertThat(scenario.workloads().deployment(NAME).getMetadata().getAnnotations())
        .doesNotContainKey(annotation);
  }

  @Test
  void labellingOneWithAnInvalidAnnotationIsRejected(Scenario scenario) {
    scenario.workloads().create(plain().annotated(HOLD, "soon"));

    rejected(
        scenario.kubectl("label", "deployment", NAME, LABEL),
        "metadata.annotations[" + HOLD + "]",
        "\"soon\" " + HOLD_PROBLEM);

    scenario.kubectl("annotate", "--overwrite", "deployment", NAME, HOLD + "=5").orThrow();
    scenario.kubectl("label", "deployment", NAME, LABEL).orThrow();
  }

  @Test
  void applyingIsWarnedAboutAndRejectedAlike(Scenario scenario, @TempDir Path folder)
      throws IOException {
    String manifest =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels:
            spot-aware: enabled
          annotations:
            spot-aware-scaler/hold-seconds: "60"
            spot-aware-scaler/scale-down-mode: later
        spec:
          selector:
            matchLabels:
              app: web
          strategy:
            type: Recreate
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: main
                  image: example.com/main:1
        """;
    Path file = Files.writeString(folder.resolve("web.yaml"), manifest);

    rejected(
        scenario.kubectl("apply", "--filename=" + file),
        "metadata.annotations[" + HOLD + "]",
        "\"60\" " + HOLD_PROBLEM,
        "metadata.annotations[spot-aware-scaler/scale-down-mode]",
        "\"later\" is not allowed; allowed: delayed, handoff");
    assertThat(scenario.kubectl("get", "deployment", NAME).exitCode()).isNotZero();

    Files.writeString(file, manifest.replace("\"60\"", "\"6\"").replace("later", "delayed"));
    CommandResult applied = print(scenario.kubectl("apply", "--filename=" + file));
    assertThat(applied.exitCode()).isZero();
    assertThat(warnings(applied)).hasSize(2);

    Files.writeString(file, manifest.replace("later", "delayed"));
    rejected(
        scenario.kubectl("apply", "--filename=" + file),
        "metadata.annotations[" + HOLD + "]",
        "\"60\" " + HOLD_PROBLEM);
  }

  @Test
  void aRejectionIs422Invalid(Scenario scenario) {
    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> scenario.workloads().create(plain().labelled().annotated(HOLD, "0")));
    System.out.println(refused.getStatus());
    assertThat(refused.getCode()).isEqualTo(422);
    assertThat(refused.getStatus().getReason()).isEqualTo("Invalid");
    assertThat(refused.getStatus().getMessage())
        .contains("metadata.annotations[" + HOLD + "]: \"0\" " + HOLD_PROBLEM);
    assertThat(refused.getStatus().getDetails().getCauses())
        .singleElement()
        .satisfies(
            cause -> assertThat(cause.getField()).isEqualTo("metadata.annotations[" + HOLD + "]"));
  }

  /** A controller that writes something else must not be blocked by what was there. */
  @Test
  void whatWasThereIsWarnedAboutWhenSomethingElseChanges(Scenario scenario) {
    scenario.workloads().create(plain().labelled(Map.of("tier", "gold")).annotated(HOLD, "28"));
    scenario.configure(ConfigurationKeys.PROTECTED_LABELS, "tier=gold");

    CommandResult annotated =
        print(scenario.kubectl("annotate", "deployment", NAME, "example.com/note=x"));

    assertThat(annotated.exitCode()).isZero();
    assertThat(warnings(annotated))
        .containsExactly(
            "metadata.annotations[" + HOLD + "]: \"28\" " + HOLD_PROBLEM + "; it has no effect");
    rejected(
        scenario.kubectl("annotate", "--overwrite", "deployment", NAME, HOLD + "=29"),
        "\"29\" " + HOLD_PROBLEM);
  }

  @Test
  void oneThatIsBeingDeletedIsLetThrough(Scenario scenario) {
    scenario
        .workloads()
        .create(
            plain()
                .labelled()
                .edit(d -> d.editMetadata().addToFinalizers("example.com/stay").endMetadata()));
    scenario.kubectl("delete", "--wait=false", "deployment", NAME).orThrow();
    long before = WebhookCalls.count(scenario);

    scenario.kubectl("annotate", "deployment", NAME, HOLD + "=28").orThrow();
    scenario
        .kubectl(
            "patch",
            "deployment",
            NAME,
            "--type=merge",
            "--patch={\"metadata\":{\"finalizers\":[]}}")
        .orThrow();

    assertThat(WebhookCalls.count(scenario)).isEqualTo(before);
  }

  @Test
  void oneThatIsNotLabelledLeadsToNoCallOfTheWebhooks(Scenario scenario) {
    scenario.workloads().create(plain().recreated());
    long before = WebhookCalls.count(scenario);

    CommandResult annotated =
        print(scenario.kubectl("annotate", "deployment", NAME, HOLD + "=x", "example.com/a=b"));

    assertThat(annotated.exitCode()).isZero();
    assertThat(warnings(annotated)).isEmpty();
    assertThat(WebhookCalls.count(scenario) - before).isEqualTo(1);
    assertThat(WebhookCalls.reads(scenario, NAME)).isEmpty();
  }

  /** Only then, and only what is needed: so the tests of no call would see one. */
  @Test
  void oneThatIsLabelledIsLookedUp(Scenario scenario) {
    Claims.create(scenario);
    scenario.workloads().create(plain().edit(Claims::mountShared));

    scenario.kubectl("label", "deployment", NAME, LABEL).orThrow();

    List<String> reads = WebhookCalls.reads(scenario, NAME);
    System.out.println(String.join("\n", reads));
    // The controller's status may come between, and then the API server asks us again.
    assertThat(reads.stream().map(LabellingE2E::verbAndResource).distinct()).hasSize(2);
    assertThat(reads)
        .anyMatch(read -> read.contains(" get ") && read.contains("persistentvolumeclaims/shared"))
        .anyMatch(read -> read.contains(" list ") && read.contains("horizontalpodautoscalers"));
  }

  /** Of what {@code AuditEvent.summary} says: without the times and who it was. */
  private static String verbAndResource(String read) {
    return read.replaceAll("^\\S+ \\S+ | -> .*$", "");
  }

  @Test
  void outOfScopeNothingIsSaid(Scenario scenario) {
    scenario.configure(
        Map.of("namespace-mode", "blacklist", "target-namespaces", scenario.namespace()));
    scenario.workloads().create(plain().recreated().annotated(HOLD, "x"));

    CommandResult labelled = print(scenario.kubectl("label", "deployment", NAME, LABEL));

    assertThat(labelled.exitCode()).isZero();
    assertThat(warnings(labelled)).isEmpty();
    assertThat(WebhookCalls.reads(scenario, NAME)).isEmpty();
  }

  /**
   * Labels it. What cannot be read within a second is left out of the warnings, and the log says
   * so: then the machine was too busy for this question, and it is asked again.
   */
  private static CommandResult labelled(Scenario scenario, int tries) {
    List<ProcessLog> logs =
        Stream.of("webhook-0", "webhook-1")
            .map(process -> ProcessLog.fromNow(scenario.playground().log(process)))
            .toList();
    CommandResult labelled = print(scenario.kubectl("label", "deployment", NAME, LABEL));
    if (tries == 1
        || logs.stream().flatMap(log -> log.lines().stream()).noneMatch(LabellingE2E::isLate)) {
      return labelled;
    }
    System.out.println("not all was read in time; asked again");
    scenario.kubectl("label", "deployment", NAME, "spot-aware-").orThrow();
    return labelled(scenario, tries - 1);
  }

  private static boolean isLate(String line) {
    return line.contains("DeploymentGate") && line.contains("no answer in time");
  }

  private static void rejected(CommandResult result, String... expected) {
    print(result);
    assertThat(result.exitCode()).as(result.output()).isNotZero();
    assertThat(result.stderr()).contains(expected);
  }

  private static CommandResult print(CommandResult result) {
    System.out.println("$ " + result.command() + "\n" + result.output());
    return result;
  }

  /** What kubectl prints as warnings of ours, without what all of them begin with. */
  private static List<String> warnings(CommandResult result) {
    return result
        .stderr()
        .lines()
        .filter(line -> line.startsWith(PREFIX))
        .map(line -> line.substring(PREFIX.length()))
        .toList();
  }
}
