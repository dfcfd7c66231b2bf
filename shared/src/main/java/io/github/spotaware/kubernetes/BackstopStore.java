package io.github.spotaware.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.Preconditions;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;

/** Backstops as PodDisruptionBudgets, beside the Deployments that they are for. */
final class BackstopStore {
  private static final int KEPT = 1;

  /** A pod that is not Ready may always be evicted: a broken one must not hold up a drain. */
  private static final String UNHEALTHY_GO = "AlwaysAllow";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final Patches patches;

  BackstopStore(KubernetesClient client, Patches patches) {
    this.client = client;
    this.patches = patches;
  }

  void create(String name, DeploymentState deployment) {
    var _ =
        client
            .policy()
            .v1()
            .podDisruptionBudget()
            .inNamespace(deployment.namespace())
            .resource(withoutSelector(name, deployment))
            .create();
  }

  private static PodDisruptionBudget withoutSelector(String name, DeploymentState deployment) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(deployment.namespace())
        .addToLabels(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
        .addToAnnotations(Annotations.BACKSTOP_OF, BudgetMapper.says(deployment))
        .addNewOwnerReference()
        .withApiVersion("apps/v1")
        .withKind(BudgetMapper.DEPLOYMENT)
        .withName(deployment.name())
        .withUid(deployment.uid())
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .withNewMinAvailable(KEPT)
        .withUnhealthyPodEvictionPolicy(UNHEALTHY_GO)
        .endSpec()
        .build();
  }

  void putInEffect(DisruptionBudgetState backstop, LabelSelector selector) {
    ArrayNode patch = JSON.createArrayNode();
    operation(patch, "test", "/metadata/uid").put("value", backstop.uid());
    operation(patch, "test", "/metadata/resourceVersion").put("value", backstop.resourceVersion());
    operation(patch, "add", "/spec/selector")
        .set("value", JSON.valueToTree(SelectorMapper.unmap(selector)));
    patches.send(path(backstop), Patches.JSON_PATCH, patch.toString());
  }

  private static ObjectNode operation(ArrayNode patch, String op, String path) {
    return patch.addObject().put("op", op).put("path", path);
  }

  void delete(DisruptionBudgetState backstop) {
    DeleteOptions options = new DeleteOptions();
    options.setPreconditions(new Preconditions(backstop.resourceVersion(), backstop.uid()));
    client.raw(path(backstop), "DELETE", options);
  }

  private static String path(DisruptionBudgetState backstop) {
    return "/apis/policy/v1/namespaces/"
        + backstop.namespace()
        + "/poddisruptionbudgets/"
        + backstop.name();
  }
}
