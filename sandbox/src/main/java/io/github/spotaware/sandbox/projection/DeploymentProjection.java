package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Bound;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DeploymentStatus;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Strategy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Deployment as a document. Of managedFields the model keeps who owns the count. */
final class DeploymentProjection implements Projection<Deployment> {
  static final String REVISION = "deployment.kubernetes.io/revision";

  private static final String SPEC = "spec";
  private static final String ROLLING = "rollingUpdate";
  private static final String SURGE = "maxSurge";
  private static final String UNAVAILABLE = "maxUnavailable";

  private final TemplateProjection templates;

  DeploymentProjection(TemplateProjection templates) {
    this.templates = templates;
  }

  @Override
  public Kind<Deployment> kind() {
    return Kind.DEPLOYMENT;
  }

  @Override
  public Set<String> keptAnnotations() {
    return Set.of(REVISION);
  }

  @Override
  public Deployment read(ObjectNode document, Meta meta, @Nullable Deployment before) {
    JsonNode spec = document.path(SPEC);
    return new Deployment(
        meta,
        spec.path("replicas").asInt(),
        CountOwners.read(document),
        SelectorProjection.read(spec.path("selector")),
        templates.read(meta.key(), spec.path("template")),
        strategy(spec.path("strategy")),
        spec.path("minReadySeconds").asInt(),
        spec.path("progressDeadlineSeconds").asInt(),
        // Nobody else's words about it are taken.
        before == null ? DeploymentStatus.NONE : before.status());
  }

  private static Strategy strategy(JsonNode strategy) {
    return strategy.path("type").asText().equals("Recreate")
        ? Strategy.RECREATE
        : Strategy.rolling(
            bound(strategy.path(ROLLING).path(SURGE)),
            bound(strategy.path(ROLLING).path(UNAVAILABLE)));
  }

  private static Bound bound(JsonNode bound) {
    return bound.isTextual()
        ? Bound.percent(Integer.parseInt(bound.asText().replace("%", "")))
        : Bound.pods(bound.asInt());
  }

  @Override
  public void show(Deployment deployment, ObjectNode document) {
    ObjectNode spec = document.withObjectProperty(SPEC);
    spec.put("replicas", deployment.replicas());
    spec.set("template", TemplateProjection.show(deployment.template()));
    ObjectNode strategy = spec.putObject("strategy");
    strategy.put("type", deployment.strategy().recreate() ? "Recreate" : "RollingUpdate");
    if (!deployment.strategy().recreate()) {
      ObjectNode rolling = strategy.putObject(ROLLING);
      show(deployment.strategy().maxUnavailable(), UNAVAILABLE, rolling);
      show(deployment.strategy().maxSurge(), SURGE, rolling);
    }
    if (deployment.minReadySeconds() > 0) {
      spec.put("minReadySeconds", deployment.minReadySeconds());
    }
    spec.put("progressDeadlineSeconds", deployment.progressDeadlineSeconds());
    if (deployment.status().revision() > 0) {
      Json.in(document, "metadata")
          .withObjectProperty("annotations")
          .put(REVISION, Long.toString(deployment.status().revision()));
    }
    if (deployment.meta().terminating() && !Json.in(document, "metadata").has("finalizers")) {
      Json.in(document, "metadata").putArray("finalizers").add("foregroundDeletion");
    }
    CountOwners.show(deployment, document);
    DeploymentStatusProjection.show(deployment, document);
  }

  private static void show(Bound bound, String name, ObjectNode rolling) {
    if (bound.percent()) {
      rolling.put(name, bound.value() + "%");
    } else {
      rolling.put(name, bound.value());
    }
  }

  @Override
  public void strip(ObjectNode document) {
    Json.in(document, SPEC)
        .remove(
            List.of(
                "replicas", "template", "strategy", "minReadySeconds", "progressDeadlineSeconds"));
    document.remove("status");
  }
}
