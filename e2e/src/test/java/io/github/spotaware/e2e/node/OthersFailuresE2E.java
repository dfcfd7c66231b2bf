package io.github.spotaware.e2e.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.dsl.NamespaceListVisitFromServerGetDeleteRecreateWaitApplicable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Of several Deployments on one node, those that can't surge delay none that can. */
@E2E
final class OthersFailuresE2E {

  private static final String NODE = "node-1";
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: e2e-refuses-two}
      spec:
        failurePolicy: Fail
        matchConstraints:
          resourceRules:
            - {apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [deployments, deployments/scale]}
        matchConditions:
          - {name: refused, expression: "request.name.startsWith('refused-')"}
        validations:
          - {expression: "object.spec.replicas < 2", message: "no more than one"}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: e2e-refuses-two}
      spec: {policyName: e2e-refuses-two, validationActions: [Deny]}
      """;

  private static Workload workload(String name) {
    return Workload.named(name)
        .labelled()
        .onlyOnNode(NODE)
        .readyAfter(Duration.ofMillis(300))
        .annotated(Annotations.SCALE_DOWN_DELAY, "600");
  }

  @Test
  void delayNoOther(Scenario scenario) throws InterruptedException {
    Workloads workloads = scenario.workloads();
    Workloads poor = new Workloads(scenario.client(), scenario.namespace() + "-quota");
    poor.createNamespace();
    AtomicBoolean storm = new AtomicBoolean(true);
    try (TestNode node = TestNode.of(scenario, NODE)) {
      for (int i = 0; i < 10; i++) {
        workloads.create(workload("refused-" + i));
      }
      workloads.create(workload("stormed"));
      workloads.create(workload("well"));
      poor.create(workload("no-quota"));
      workloads.awaitAvailable("well", 1);
      workloads.awaitAvailable("stormed", 1);
      workloads.awaitAvailable("refused-9", 1);
      poor.awaitAvailable("no-quota", 1);
      allowOnePod(scenario, poor);
      refuseTwo(scenario);
      Thread writer = Thread.ofVirtual().start(() -> write(scenario, "stormed", storm));

      node.cordon();

      workloads.awaitReplicas("well", 2);
      Reaction well = Reaction.of(scenario, NODE, scenario.namespace(), "well");
      workloads.awaitReplicas("stormed", 2);
      Reaction stormed = Reaction.of(scenario, NODE, scenario.namespace(), "stormed");
      storm.set(false);
      writer.join();
      String note =
          new ClusterEvents(scenario.client(), poor.namespace())
              .await("Deployment", "no-quota", "NotSurgeable", "")
              .getNote();
      System.out.printf(
          "beside 10 refused, 1 without quota and 1 written to all the time: the well one raised"
              + " after %d ms, the stormed one after %d ms; Event NotSurgeable: %s%n",
          well.time().toMillis(), stormed.time().toMillis(), note);
      assertThat(well.time()).isLessThan(Duration.ofSeconds(5));
      assertThat(note).contains("no second pod can be made", "quota");
      assertThat(workloads.replicas("refused-0")).isEqualTo(1);

      policy(scenario).delete();
      workloads.awaitReplicas("refused-0", 2);
    } finally {
      storm.set(false);
      policy(scenario).delete();
      poor.deleteNamespace();
    }
  }

  private static void allowOnePod(Scenario scenario, Workloads workloads) {
    scenario
        .client()
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("one-pod")
                .withNamespace(workloads.namespace())
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("1"))
                .endSpec()
                .build())
        .create();
  }

  /** Someone else's admission refuses that these are scaled to 2; returns once it does. */
  private static void refuseTwo(Scenario scenario) {
    policy(scenario).create();
    Await.until(
        "the policy to be in force",
        Deadline.after(BOUND),
        () ->
            scenario
                    .kubectl("scale", "deployment", "refused-0", "--replicas=2", "--dry-run=server")
                    .exitCode()
                != 0);
  }

  private static NamespaceListVisitFromServerGetDeleteRecreateWaitApplicable<HasMetadata> policy(
      Scenario scenario) {
    return scenario.client().load(new ByteArrayInputStream(POLICY.getBytes(UTF_8)));
  }

  /** Writes to the Deployment again and again: what was read of it is soon out of date. */
  private static void write(Scenario scenario, String name, AtomicBoolean goesOn) {
    for (int i = 0; goesOn.get(); i++) {
      scenario
          .client()
          .apps()
          .deployments()
          .inNamespace(scenario.namespace())
          .withName(name)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\": {\"annotations\": {\"example.com/storm\": \"%d\"}}}".formatted(i));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
