package io.github.spotaware.simulation.cluster;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.DeleteApi;
import io.github.spotaware.simulation.cluster.api.EvictionApi;
import io.github.spotaware.simulation.cluster.api.Reads;
import io.github.spotaware.simulation.cluster.controller.AutoscalerController;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.controller.Controller;
import io.github.spotaware.simulation.cluster.controller.DeploymentController;
import io.github.spotaware.simulation.cluster.controller.DisruptionController;
import io.github.spotaware.simulation.cluster.controller.EndpointSliceController;
import io.github.spotaware.simulation.cluster.controller.GarbageCollector;
import io.github.spotaware.simulation.cluster.controller.KedaOperator;
import io.github.spotaware.simulation.cluster.controller.Kubelets;
import io.github.spotaware.simulation.cluster.controller.NamespaceController;
import io.github.spotaware.simulation.cluster.controller.NodeLifecycleController;
import io.github.spotaware.simulation.cluster.controller.PodGc;
import io.github.spotaware.simulation.cluster.controller.ReplicaSetController;
import io.github.spotaware.simulation.cluster.controller.Scheduler;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.cluster.controller.TaintEvictionController;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.cluster.store.Watches;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.EnumMap;
import java.util.Map;

/** A whole cluster: the API server and everything that runs beside it. */
public final class Cluster {
  private final VirtualTime time;
  private final ApiServer api;
  private final EvictionApi evictions;
  private final DeleteApi deletes;
  private final Users users;
  private final Policies policies;
  private final Nodes nodes;
  private final GroundTruth truth;
  private final AutoscalerController autoscalers;
  private final Kubelets kubelets;
  private final TaintEvictionController taintEvictions;
  private final Map<Component, Controller> controllers = new EnumMap<>(Component.class);

  public Cluster(VirtualTime time, Chance chance, Trace trace, Settings settings) {
    this.time = time;
    api = new ApiServer(time, chance.split(), trace);
    evictions = new EvictionApi(api, chance.split());
    kubelets = new Kubelets(api, chance.split(), settings);
    autoscalers = new AutoscalerController(api, chance.split(), settings);
    users = new Users(api);
    policies = new Policies(api);
    nodes = new Nodes(api, kubelets);
    truth = new GroundTruth(api);
    controllers.put(Component.KUBELETS, kubelets);
    controllers.put(Component.AUTOSCALER_CONTROLLER, autoscalers);
    controllers.put(
        Component.DEPLOYMENT_CONTROLLER, new DeploymentController(api, chance.split(), settings));
    controllers.put(
        Component.REPLICA_SET_CONTROLLER, new ReplicaSetController(api, chance.split(), settings));
    controllers.put(Component.SCHEDULER, new Scheduler(api, chance.split(), settings));
    controllers.put(
        Component.ENDPOINT_SLICE_CONTROLLER,
        new EndpointSliceController(api, chance.split(), settings));
    controllers.put(
        Component.DISRUPTION_CONTROLLER, new DisruptionController(api, chance.split(), settings));
    controllers.put(
        Component.NODE_LIFECYCLE_CONTROLLER,
        new NodeLifecycleController(api, chance.split(), settings, kubelets));
    taintEvictions = new TaintEvictionController(api, chance.split(), settings);
    controllers.put(Component.TAINT_EVICTION_CONTROLLER, taintEvictions);
    controllers.put(Component.POD_GC, new PodGc(api, chance.split(), settings));
    controllers.put(
        Component.GARBAGE_COLLECTOR, new GarbageCollector(api, chance.split(), settings));
    controllers.put(
        Component.NAMESPACE_CONTROLLER, new NamespaceController(api, chance.split(), settings));
    // Split last: what was split before keeps what it draws.
    deletes = new DeleteApi(api, chance.split());
    users.createNamespace(Reads.OURS);
  }

  /** Once, and before there is a ScaledObject. */
  public void installKeda(Chance chance, Settings settings) {
    controllers.put(Component.KEDA_OPERATOR, new KedaOperator(api, chance, settings));
  }

  public VirtualTime time() {
    return time;
  }

  public ApiServer api() {
    return api;
  }

  public Store store() {
    return api.store();
  }

  public Watches watches() {
    return api.watches();
  }

  public Reads reads() {
    return api.reads();
  }

  public EvictionApi evictions() {
    return evictions;
  }

  public DeleteApi deletes() {
    return deletes;
  }

  /** From now on admission is asked about what the taint manager deletes as well. */
  public void askAboutTaintEvictions() {
    taintEvictions.deleteThrough(deletes);
  }

  public Users users() {
    return users;
  }

  public Policies policies() {
    return policies;
  }

  public Nodes nodes() {
    return nodes;
  }

  public GroundTruth truth() {
    return truth;
  }

  public AutoscalerController autoscalers() {
    return autoscalers;
  }

  public Kubelets kubelets() {
    return kubelets;
  }

  /** So that it can be put to sleep. */
  public Controller controller(Component component) {
    Controller controller = controllers.get(component);
    if (controller == null) {
      throw new IllegalStateException("no controller for " + component);
    }
    return controller;
  }
}
