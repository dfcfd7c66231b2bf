package io.github.spotaware.sandbox.projection;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the codec of each resource. */
public final class Codecs {
  private static final Set<String> WITH_GENERATION =
      Set.of(
          "Deployment",
          "ReplicaSet",
          "StatefulSet",
          "DaemonSet",
          "PodDisruptionBudget",
          "Pod",
          "NetworkPolicy",
          "EndpointSlice",
          "ValidatingWebhookConfiguration",
          "MutatingWebhookConfiguration");

  private final Map<String, Projection<?>> projections;
  private final PodEnds podEnds = new PodEnds();

  /**
   * @param store where those look that show more than one object
   */
  public Codecs(Store store) {
    TemplateProjection templates = new TemplateProjection();
    ReplicaSetProjection replicaSets = new ReplicaSetProjection(templates);
    store.tap(change -> {
      if (change.type() == ChangeType.DELETED) {
        podEnds.forget(change.after().meta().uid());
        replicaSets.forget(change.after().meta().uid());
      }
    });
    projections =
        List.of(
                new NamespaceProjection(),
                new NodeProjection(),
                new PodProjection(podEnds),
                new ConfigMapProjection(),
                new ServiceProjection(),
                new DeploymentProjection(templates),
                replicaSets,
                new BudgetProjection(),
                new AutoscalerProjection(),
                new EndpointSliceProjection(store))
            .stream()
            .collect(
                Collectors.toMap(
                    projection -> projection.kind().toString(), projection -> projection));
  }

  /** Where it is noted how pods are deleted. */
  public PodEnds podEnds() {
    return podEnds;
  }

  /** Of a kind that the model has. */
  public Codec<?> typed(String apiVersion, String kind) {
    Projection<?> projection = projections.get(kind);
    if (projection == null) {
      throw new IllegalArgumentException("the model has no " + kind);
    }
    return codec(projection, apiVersion, kind, "");
  }

  /** Of a kind that is a document and nothing else. */
  public Codec<?> other(String apiVersion, String kind, String prefix) {
    return codec(new OtherProjection(), apiVersion, kind, prefix);
  }

  /** Of a kind that a CustomResourceDefinition has brought. */
  public Codec<?> custom(String apiVersion, String kind, String prefix) {
    return new Codec<>(new OtherProjection(), apiVersion, kind, prefix, true);
  }

  private static <T extends ApiObject<T>> Codec<T> codec(
      Projection<T> projection, String apiVersion, String kind, String prefix) {
    return new Codec<>(projection, apiVersion, kind, prefix, WITH_GENERATION.contains(kind));
  }
}
