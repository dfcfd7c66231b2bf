package io.github.spotaware.observability;

import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.IntSupplier;

/** All metrics of both processes; times are in seconds. */
public final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter decisions =
      Counter.builder()
          .name("spot_aware_decisions_total")
          .help("Evictions answered, by answer (allowed, denied) and reason")
          .labelNames("answer", "reason")
          .register(registry);
  private final Histogram holdTime =
      Histogram.builder()
          .name("spot_aware_hold_seconds")
          .help(
              "How long a call for an eviction or a delete was kept open, by reason of its answer")
          .labelNames("reason")
          .classicOnly()
          .classicUpperBounds(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30)
          .register(registry);
  private final Gauge openHolds =
      Gauge.builder()
          .name("spot_aware_open_holds")
          .help("Calls for evictions and deletes kept open now")
          .register(registry);
  private final Counter surges =
      Counter.builder()
          .name("spot_aware_surges_total")
          .help("Deployments scaled from 1 to 2 by this process")
          .register(registry);
  private final Counter scaleDowns =
      Counter.builder()
          .name("spot_aware_scale_downs_total")
          .help("Surges ended by this process: lowered, or cancelled because the owner's count won")
          .labelNames("result")
          .register(registry);
  private final Gauge schedules =
      Gauge.builder()
          .name("spot_aware_schedules")
          .help("Schedules as last seen, by phase")
          .labelNames("phase")
          .register(registry);
  private final Gauge configurationValid =
      Gauge.builder()
          .name("spot_aware_config_valid")
          .help("1 while the ConfigMap is valid; 0 while the last good configuration is in force")
          .register(registry);
  private final Gauge invalidValues =
      Gauge.builder()
          .name("spot_aware_config_invalid_value")
          .help("1 for each key of the ConfigMap whose value is not allowed")
          .labelNames("key", "value", "allowed")
          .register(registry);
  private final Gauge leader =
      Gauge.builder()
          .name("spot_aware_leader")
          .help("1 while this process is the scaler's leader")
          .register(registry);
  private final Counter apiErrors =
      Counter.builder()
          .name("spot_aware_errors_total")
          .help("What went wrong, by kind")
          .labelNames("kind")
          .register(registry);
  private final Gauge certificateExpiry =
      Gauge.builder()
          .name("spot_aware_certificate_expiry_timestamp_seconds")
          .help("When the serving certificate in use expires")
          .register(registry);

  private final Counter nodeCalls =
      Counter.builder()
          .name("spot_aware_node_calls_total")
          .help("Calls of the API server about a node that may go away, by kind of change")
          .labelNames("change")
          .register(registry);

  private final Counter deploymentCalls =
      Counter.builder()
          .name("spot_aware_deployment_calls_total")
          .help("Calls of the API server about a Deployment, by answer")
          .labelNames("answer")
          .register(registry);

  private final Counter podCalls =
      Counter.builder()
          .name("spot_aware_pod_calls_total")
          .help("Calls of the API server about a pod that a ReplicaSet makes, by answer")
          .labelNames("answer")
          .register(registry);

  private final Counter countCalls =
      Counter.builder()
          .name("spot_aware_count_calls_total")
          .help("Calls of the API server about a Deployment's count set from 2 to 1, by answer")
          .labelNames("answer")
          .register(registry);

  private final Counter budgetCalls =
      Counter.builder()
          .name("spot_aware_budget_calls_total")
          .help("Calls of the API server about PodDisruptionBudgets of others, by answer")
          .labelNames("answer")
          .register(registry);

  private final Counter deleteDecisions =
      Counter.builder()
          .name("spot_aware_delete_decisions_total")
          .help("Direct deletes of pods answered, by answer (allowed, denied) and reason")
          .labelNames("answer", "reason")
          .register(registry);

  public Metrics() {
    configurationValid.set(1);
    openHolds.set(0);
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  public void decided(boolean allowed, Reason reason, Duration open) {
    decisions.labelValues(allowed ? "allowed" : "denied", reason.text()).inc();
    holdTime.labelValues(reason.text()).observe(open.toNanos() / 1e9);
  }

  /** As {@link #decided}, for a direct delete. */
  public void deleteDecided(boolean allowed, Reason reason, Duration open) {
    deleteDecisions.labelValues(allowed ? "allowed" : "denied", reason.text()).inc();
    holdTime.labelValues(reason.text()).observe(open.toNanos() / 1e9);
  }

  public void openHolds(int count) {
    openHolds.set(count);
  }

  public void told(Reason reason) {
    switch (reason) {
      case SCALED_UP -> surges.inc();
      case SCALED_DOWN -> scaleDowns.labelValues("lowered").inc();
      case SCALE_DOWN_CANCELLED -> scaleDowns.labelValues("cancelled").inc();
      default -> {
        // Told in answers, logs and Events only.
      }
    }
  }

  public void schedules(Collection<Phase> phases) {
    for (Phase phase : Phase.values()) {
      schedules
          .labelValues(phase.text())
          .set(phases.stream().filter(seen -> seen == phase).count());
    }
  }

  /**
   * @param count how many schedules this process cannot read; asked whenever the metrics are
   */
  public void unreadableSchedules(IntSupplier count) {
    GaugeWithCallback.builder()
        .name("spot_aware_unreadable_schedules")
        .help("Schedules that this process cannot read: a later version's, or edited ones")
        .callback(callback -> callback.call(count.getAsInt()))
        .register(registry);
  }

  public void configurationValid(boolean valid) {
    configurationValid.set(valid ? 1 : 0);
    if (valid) {
      invalidValues.clear();
    }
  }

  /** These, and no others any more. */
  public void invalidValues(List<InvalidValue> values) {
    invalidValues.clear();
    for (InvalidValue value : values) {
      InvalidValue shown = value.shortened();
      invalidValues.labelValues(shown.key(), shown.value(), shown.allowed()).set(1);
    }
  }

  /**
   * @param count how many nodes are going away; asked whenever the metrics are
   */
  public void disruptedNodes(IntSupplier count) {
    GaugeWithCallback.builder()
        .name("spot_aware_disrupted_nodes")
        .help("Nodes that are going away, as last seen")
        .callback(callback -> callback.call(count.getAsInt()))
        .register(registry);
  }

  /**
   * @param change unschedulable, taint or delete
   */
  public void nodeCall(String change) {
    nodeCalls.labelValues(change).inc();
  }

  /**
   * @param answer ignored (not protected), accepted, warned or rejected
   */
  public void deploymentCall(String answer) {
    deploymentCalls.labelValues(answer).inc();
  }

  /**
   * @param answer unchanged (no replacement of a surge) or preferences (some were added)
   */
  public void podCall(String answer) {
    podCalls.labelValues(answer).inc();
  }

  /**
   * @param answer kept, followed (kept until the scaler has lowered it), or why it passed
   */
  public void countCall(String answer) {
    countCalls.labelValues(answer).inc();
  }

  /**
   * @param answer passed, or warned (a backstop was deleted for it, or that could not be found out)
   */
  public void budgetCall(String answer) {
    budgetCalls.labelValues(answer).inc();
  }

  public void leader(boolean leads) {
    leader.set(leads ? 1 : 0);
  }

  public void error(String kind) {
    apiErrors.labelValues(kind).inc();
  }

  public void certificateExpires(long epochSecond) {
    certificateExpiry.set(epochSecond);
  }
}
