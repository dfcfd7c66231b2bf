package io.github.spotaware.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import java.util.Optional;

/** Performs protocol writes, each with its precondition, and says how they ended. Never throws. */
public final class ProtocolWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScheduleStore schedules;
  private final BackstopStore backstops;
  private final Patches patches;

  public ProtocolWriter(KubernetesClient client, ScheduleStore schedules, String fieldManager) {
    this.schedules = schedules;
    this.patches = new Patches(client, fieldManager);
    this.backstops = new BackstopStore(client, patches);
  }

  public WriteOutcome perform(ProtocolWrite write) {
    try {
      return switch (write) {
        case ProtocolWrite.CreateSchedule create ->
            new WriteOutcome.Done(Optional.of(schedules.create(create.name(), create.content())));
        case ProtocolWrite.UpdateSchedule update ->
            new WriteOutcome.Done(Optional.of(schedules.update(update.from(), update.to())));
        case ProtocolWrite.DeleteSchedule delete -> {
          schedules.delete(delete.schedule());
          yield new WriteOutcome.Done(Optional.empty());
        }
        case ProtocolWrite.DeleteLegacySchedule delete -> {
          schedules.delete(delete.schedule());
          yield new WriteOutcome.Done(Optional.empty());
        }
        case ProtocolWrite.CreateBackstop create -> {
          backstops.create(create.name(), create.deployment());
          yield new WriteOutcome.Done(Optional.empty());
        }
        case ProtocolWrite.PutBackstopInEffect put -> {
          backstops.putInEffect(put.backstop(), put.selector());
          yield new WriteOutcome.Done(Optional.empty());
        }
        case ProtocolWrite.DeleteBackstop delete -> {
          backstops.delete(delete.backstop());
          yield new WriteOutcome.Done(Optional.empty());
        }
        case ProtocolWrite.SetReplicas set -> setReplicas(set.deployment(), set.replicas());
        case ProtocolWrite.SetDeletionCost set -> setDeletionCost(set.pod(), set.value());
        case ProtocolWrite.SetMinReplicas set -> setMinReplicas(set.autoscaler(), set.value());
      };
    } catch (KubernetesClientException e) {
      return ApiFailure.of(e).outcome(ApiFailure.message(e));
    } catch (RuntimeException e) {
      return new WriteOutcome.Unavailable(ApiFailure.message(e));
    }
  }

  private WriteOutcome setReplicas(DeploymentState deployment, int replicas) {
    ArrayNode patch = JSON.createArrayNode();
    patch.add(operation("test", "/metadata/uid").put("value", deployment.uid()));
    patch.add(
        operation("test", "/metadata/resourceVersion").put("value", deployment.resourceVersion()));
    patch.add(operation("replace", "/spec/replicas").put("value", replicas));
    return patched(
        "/apis/apps/v1/namespaces/" + deployment.namespace() + "/deployments/" + deployment.name(),
        Patches.JSON_PATCH,
        patch);
  }

  private WriteOutcome setDeletionCost(PodState pod, Optional<String> value) {
    ObjectNode metadata = precondition(pod.uid(), pod.resourceVersion());
    metadata.putObject("annotations").put(DeletionCosts.ANNOTATION, value.orElse(null));
    ObjectNode patch = JSON.createObjectNode();
    patch.set("metadata", metadata);
    return patched(
        "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name(),
        Patches.MERGE_PATCH,
        patch);
  }

  private WriteOutcome setMinReplicas(AutoscalerState autoscaler, Optional<Integer> value) {
    ObjectNode patch = JSON.createObjectNode();
    patch.set("metadata", precondition(autoscaler.uid(), autoscaler.resourceVersion()));
    patch.putObject("spec").put(autoscaler.kind().minimum(), value.orElse(null));
    return patched(AutoscalerMapper.path(autoscaler), Patches.MERGE_PATCH, patch);
  }

  private WriteOutcome patched(String path, String contentType, JsonNode patch) {
    patches.send(path, contentType, patch.toString());
    return new WriteOutcome.Done(Optional.empty());
  }

  private static ObjectNode operation(String op, String path) {
    return JSON.createObjectNode().put("op", op).put("path", path);
  }

  /**
   * In a merge patch both are compared with the stored object: another resourceVersion is a 409,
   * another UID, which comes with another resourceVersion, too; by itself it would be a 422.
   */
  private static ObjectNode precondition(String uid, String resourceVersion) {
    return JSON.createObjectNode().put("uid", uid).put("resourceVersion", resourceVersion);
  }
}
