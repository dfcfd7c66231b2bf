package io.github.spotaware.scaler;

import io.github.spotaware.kubernetes.BudgetWatch;
import io.github.spotaware.kubernetes.LegacyWatch;
import io.github.spotaware.observability.ManagementServer;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.observability.Readiness;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.process.ProcessEnvironment;
import io.github.spotaware.reconcile.BackstopAgenda;
import io.github.spotaware.reconcile.Course;
import io.github.spotaware.reconcile.LegacyAgenda;
import io.github.spotaware.reconcile.NodeAgenda;
import io.github.spotaware.reconcile.Reconciler;
import io.github.spotaware.reconcile.ScalerAgenda;
import io.github.spotaware.reconcile.WorkQueue;
import io.github.spotaware.workload.FieldManagers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scaler process: configured by its environment alone. */
public final class ScalerMain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScalerMain.class);

  private final Metrics metrics = new Metrics();
  private final Cluster cluster;
  private final Leadership leadership;
  private final WorkQueue queue;
  private final ScalerAgenda agenda;
  private final BudgetWatch budgets;
  private final BackstopAgenda backstops;
  private final LegacyWatch legacyWatch;
  private final LegacyAgenda legacy;

  private ScalerMain(ProcessEnvironment environment, InstantSource clock) {
    cluster = new Cluster(FieldManagers.SCALER, environment.podName(), clock, metrics);
    leadership =
        new Leadership(
            cluster.client(),
            environment.podName() + "_" + UUID.randomUUID(),
            this::termBegins,
            metrics);
    NodeAgenda nodes = new NodeAgenda(cluster, leadership::leads, ScalerAgenda.NODE_LAG);
    Reconciler reconciler = new Reconciler(cluster, leadership::leads, Course.WHOLE, nodes::due);
    queue = new WorkQueue(reconciler::pass, cluster.timing());
    agenda = new ScalerAgenda(cluster, leadership::leads, queue, nodes);
    metrics.disruptedNodes(nodes::count);
    budgets = new BudgetWatch(cluster.client(), cluster.watches());
    backstops = new BackstopAgenda(cluster, budgets, leadership::leads);
    legacyWatch = new LegacyWatch(cluster.client(), cluster.timing(), cluster.watches());
    legacy = new LegacyAgenda(cluster, legacyWatch, leadership::leads);
  }

  /** Exits 1 with a log line where it can't start. */
  public static void main(String[] args) {
    try {
      ProcessEnvironment environment = ProcessEnvironment.of(System.getenv(), FieldManagers.SCALER);
      ScalerMain scaler = new ScalerMain(environment, InstantSource.system());
      scaler.start(environment);
    } catch (IOException | RuntimeException e) {
      LOG.atError().setCause(e).log("the scaler can't start: {}", e.getMessage());
      System.exit(1);
    }
  }

  private void start(ProcessEnvironment environment) throws IOException {
    ManagementServer management =
        ManagementServer.start(
            new InetSocketAddress(environment.listenAddress(), environment.managementPort()),
            metrics.registry(),
            Readiness.ALWAYS,
            cluster::reasonsAgainst);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  management.close();
                  close();
                }));
    cluster.onChange(_ -> countSchedules());
    agenda.start();
    backstops.start();
    legacy.start();
    cluster.start();
    legacyWatch.start();
    // Not before: with the defaults it would act in namespaces that are out of scope.
    cluster.whenConfigured(leadership::start);
  }

  private void termBegins() {
    agenda.termBegins();
    backstops.everything();
    legacy.everything();
  }

  private void countSchedules() {
    metrics.schedules(
        cluster.schedules().stream().map(stored -> stored.content().phase()).toList());
  }

  @Override
  public void close() {
    agenda.close();
    backstops.close();
    budgets.close();
    legacy.close();
    legacyWatch.close();
    leadership.close();
    queue.close();
    cluster.close();
  }
}
