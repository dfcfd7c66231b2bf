package io.github.spotaware.webhook.deployment;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.reading.SurroundingsReader;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.validation.DeploymentValidation;
import io.github.spotaware.validation.ReviewedDeployment;
import io.github.spotaware.validation.Surroundings;
import io.github.spotaware.validation.Validation;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.DeploymentCall;
import io.github.spotaware.webhook.server.DeploymentHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for Deployments: from memory where one is not protected or is to be rejected, otherwise
 * after what is around it was read, or was not to be had in time.
 */
public final class DeploymentGate implements DeploymentHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentGate.class);

  /** Half of what the API server waits for us. */
  static final Duration READS = Duration.ofSeconds(1);

  private final ClusterPort cluster;
  private final BooleanSupplier configured;
  private final Metrics metrics;
  private final SurroundingsReader reader;

  /**
   * @param configured whether the configuration in force has been read; by the defaults nothing is
   *     judged
   */
  public DeploymentGate(ClusterPort cluster, BooleanSupplier configured, Metrics metrics) {
    this.cluster = cluster;
    this.configured = configured;
    this.metrics = metrics;
    this.reader = new SurroundingsReader(cluster.reads(), cluster.timing());
  }

  @Override
  public AdmissionAnswer handle(DeploymentCall call) {
    if (!configured.getAsBoolean()) {
      metrics.deploymentCall("ignored");
      return AdmissionAnswer.Allow.silently();
    }
    Configuration configuration = cluster.configuration();
    return switch (DeploymentValidation.decide(call.change(), configuration)) {
      case Validation.Ignored _ -> {
        metrics.deploymentCall("ignored");
        yield AdmissionAnswer.Allow.silently();
      }
      case Validation.Rejected(List<InvalidValue> invalid) -> reject(call, invalid);
      case Validation.Accepted _ -> accept(call, configuration);
    };
  }

  private AdmissionAnswer reject(DeploymentCall call, List<InvalidValue> invalid) {
    AdmissionAnswer.Invalid answer =
        new AdmissionAnswer.Invalid(call.change().after().name(), invalid);
    tell(call, "rejected", List.of(), answer.message());
    return answer;
  }

  private AdmissionAnswer accept(DeploymentCall call, Configuration configuration) {
    ReviewedDeployment deployment = call.change().after();
    Surroundings around = look(deployment);
    List<String> warnings = DeploymentValidation.warnings(deployment, around, configuration);
    tell(
        call,
        warnings.isEmpty() ? "accepted" : "warned",
        around.unread(),
        String.join("; ", warnings));
    return new AdmissionAnswer.Allow(
        warnings.stream().map(warning -> "spot-aware-scaler: " + warning).toList());
  }

  private Surroundings look(ReviewedDeployment deployment) {
    boolean surging = isSurging(deployment);
    return DeploymentValidation.dependsOnSurroundings(deployment, surging)
        ? reader.read(deployment, surging, READS).toCompletableFuture().join()
        : Surroundings.fromMemory(surging);
  }

  private boolean isSurging(ReviewedDeployment deployment) {
    DeploymentRef ref = new DeploymentRef(deployment.namespace(), deployment.name());
    return cluster.watched().schedules().stream()
        .anyMatch(schedule -> schedule.content().deployment().equals(ref));
  }

  /** A line in the log where there is something to say. */
  private void tell(DeploymentCall call, String answer, List<String> unread, String message) {
    metrics.deploymentCall(answer);
    if (message.isEmpty() && unread.isEmpty()) {
      return;
    }
    LOG.atInfo()
        .addKeyValue("review", call.reviewUid())
        .addKeyValue("namespace", call.change().after().namespace())
        .addKeyValue("deployment", call.change().after().name())
        .addKeyValue("user", call.user())
        .addKeyValue("answer", answer)
        .addKeyValue("unread", unread)
        .log(message.isEmpty() ? "nothing to warn about, as far as it could be read" : message);
  }
}
