package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.admission.Asking;
import io.github.spotaware.sandbox.admission.Review;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.document.Document;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.projection.Codec;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.simulation.cluster.api.CountAdmission;
import io.github.spotaware.simulation.cluster.api.PodApi;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Webhooks about what the model's own controllers write: pods by the ReplicaSet controller, counts
 * by the HPA controller.
 */
final class ModelReviews implements UnaryOperator<Pod>, CountAdmission {
  private static final User REPLICA_SETS = User.controller("replicaset-controller");
  private static final User AUTOSCALERS = User.controller("horizontal-pod-autoscaler");

  /** The model stands still while a pod is admitted, so not for long. */
  private static final Duration BOUND = Duration.ofSeconds(3);

  private final ClusterThread thread;
  private final Admission admission;
  private final Resource pods;
  private final Resource deployments;
  private final Defaults defaults = new Defaults();

  ModelReviews(ClusterThread thread, Admission admission, Resource pods, Resource deployments) {
    this.thread = thread;
    this.admission = admission;
    this.pods = pods;
    this.deployments = deployments;
  }

  /** The pod as its template and the mutating webhooks make it; one that is denied as it was. */
  @Override
  public Pod apply(Pod pod) {
    return admitted(codec(pods), pod);
  }

  private Pod admitted(Codec<Pod> codec, Pod pod) {
    ObjectNode document =
        pod.template().rest() instanceof Document template ? template.copy() : Json.object();
    Pod whole =
        pod.with(
            withAnnotations(pod, document.at("/metadata/annotations"))
                .meta()
                .with(new Document(made(pod, document), Map.of())));
    ObjectNode shown = codec.show(whole);
    Json.in(shown, "metadata").remove("uid");
    Json.in(shown, "metadata").remove("resourceVersion");
    defaults.apply(pods, shown);
    try {
      ObjectNode made =
          admission
              .admit(
                  Review.create(pods, "", shown, Asking.by(REPLICA_SETS)),
                  System.nanoTime() + BOUND.toNanos())
              .object();
      return codec.read(pod.meta().key(), made, Map.of(), whole);
    } catch (ApiError _) {
      return codec.read(pod.meta().key(), shown, Map.of(), whole);
    }
  }

  /** Whether a pod may be deleted: the ReplicaSet controller is asked about, others are not. */
  boolean mayDelete(Pod pod, PodApi.By by) {
    if (by != PodApi.By.REPLICA_SET) {
      return true;
    }
    try {
      ObjectNode shown = codec(pods).show(pod);
      var _ =
          admission.admit(
              Review.delete(pods, pod.meta().name(), shown, Asking.by(REPLICA_SETS), Json.object()),
              System.nanoTime() + BOUND.toNanos());
      return true;
    } catch (ApiError _) {
      return false;
    }
  }

  private static Pod withAnnotations(Pod pod, JsonNode annotations) {
    return pod.with(pod.meta().manifest(pod.meta().labels(), Json.strings(annotations)));
  }

  private static ObjectNode made(Pod pod, ObjectNode template) {
    ObjectNode document = Json.object();
    document
        .putObject("metadata")
        .put("generateName", pod.meta().name().replaceFirst("[^-]*$", ""));
    document.set("spec", template.path("spec").deepCopy());
    return document;
  }

  /** As the shipped condition has it; other counts of the HPA controller's are its own business. */
  @Override
  public boolean asksAbout(int before, int after) {
    return before == 2 && after == 1;
  }

  /** The HPA controller's writes go to the scale. */
  @Override
  public void review(Deployment before, Consumer<Boolean> keeps) {
    ObjectNode shown = codec(deployments, before).show(before);
    ObjectNode old = Subresource.SCALE.show(shown);
    ObjectNode next = old.deepCopy();
    Json.in(next, "spec").put("replicas", 1);
    Thread.ofVirtual()
        .name("admission")
        .start(() -> {
          boolean kept = isKept(old, next);
          thread.post(() -> keeps.accept(kept));
        });
  }

  private boolean isKept(ObjectNode old, ObjectNode next) {
    try {
      ObjectNode made =
          admission
              .admit(
                  Review.update(
                      deployments, "scale", next, old, Asking.by(AUTOSCALERS), "UpdateOptions"),
                  System.nanoTime() + Call.LIFE)
              .object();
      return made.at("/spec/replicas").equals(old.at("/spec/replicas"));
    } catch (ApiError _) {
      return true; // refused: nothing is written
    }
  }

  @SuppressWarnings("unchecked") // The codec of pods is one of pods.
  private static Codec<Pod> codec(Resource pods) {
    if (pods.codec().modelKind() != Kind.POD) {
      throw new IllegalArgumentException(pods.plural());
    }
    return (Codec<Pod>) pods.codec();
  }

  @SuppressWarnings("unchecked") // The codec of Deployments is one of Deployments.
  private static Codec<Deployment> codec(Resource deployments, Deployment deployment) {
    if (deployments.codec().modelKind() != deployment.kind()) {
      throw new IllegalArgumentException(deployments.plural());
    }
    return (Codec<Deployment>) deployments.codec();
  }
}
