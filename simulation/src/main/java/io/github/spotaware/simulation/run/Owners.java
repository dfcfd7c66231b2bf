package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.Policies;
import io.github.spotaware.simulation.cluster.Users;
import io.github.spotaware.simulation.cluster.api.ScaleApi;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.ScaledObject;
import io.github.spotaware.simulation.scenario.Scenario.App;
import io.github.spotaware.workload.FieldManagers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The owners of the Deployments: what they do, and which count each last asked for. */
public final class Owners {
  private static final String LABEL = "spot-aware";
  private static final String OTHER_BUDGET = "-too";
  private static final String KUBECTL = "kubectl";

  private final Cluster cluster;
  private final List<App> apps;
  private final Map<DeploymentRef, Integer> asked = new HashMap<>();
  private final Map<DeploymentRef, Optional<Integer>> minReplicas = new HashMap<>();
  private final Map<DeploymentRef, Integer> templates = new HashMap<>();
  private final Map<DeploymentRef, Boolean> tampered = new HashMap<>();
  private final Set<DeploymentRef> madeAnew = new HashSet<>();

  Owners(Cluster cluster, List<App> apps) {
    this.cluster = cluster;
    this.apps = apps;
  }

  void deploy() {
    for (App app : apps) {
      create(app, app.spec().replicas());
    }
  }

  private void create(App app, int replicas) {
    if (cluster.users().create(app.spec().replicas(replicas))) {
      asked.put(app.ref(), replicas);
    }
    if (app.service()) {
      cluster.policies().createService(app.ref(), app.ref().name());
    }
    if (app.budget()) {
      budget(app.ref(), true);
    }
    app.autoscaler()
        .ifPresent(hpa -> {
          Policies policies = cluster.policies();
          Integer minimum = hpa.minReplicas().orElse(null);
          if (hpa.keda()) {
            policies.createScaledObject(app.ref(), minimum, hpa.maxReplicas());
          } else {
            policies.createAutoscaler(app.ref(), app.ref().name(), minimum, hpa.maxReplicas());
          }
          if (!hpa.metrics()) {
            cluster.autoscalers().noMetrics(app.ref());
          }
          minReplicas.putIfAbsent(app.ref(), hpa.minReplicas());
        });
  }

  public void scale(DeploymentRef ref, int replicas) {
    cluster.users().scale(ref, replicas, KUBECTL, written -> asked(ref, replicas, written));
  }

  public void apply(DeploymentRef ref, int replicas) {
    cluster.users().applyScale(ref, replicas, "gitops", written -> asked(ref, replicas, written));
  }

  /**
   * A write of the value that is there leaves no trace, so nobody can honour it. One that was kept
   * is what its owner wants all the same.
   */
  private void asked(DeploymentRef ref, int replicas, ScaleApi.Written written) {
    Deployment before = written.before();
    Deployment after = written.after();
    boolean theirs =
        before != null
            && after != null
            && !before.equals(after)
            && !FieldManagers.OURS.containsAll(after.replicasManagers());
    if (written.kept() || theirs) {
      asked.put(ref, replicas);
    }
  }

  public void rollOut(DeploymentRef ref, boolean broken) {
    int next = templates.merge(ref, 2, (a, b) -> a + 1);
    cluster.users().rollOut(ref, next, broken);
  }

  public void rollBack(DeploymentRef ref) {
    cluster.users().rollOut(ref, 1, false);
  }

  public void label(DeploymentRef ref, boolean labelled) {
    cluster.users().label(ref, LABEL, labelled ? "enabled" : null);
  }

  public void delete(DeploymentRef ref) {
    cluster.users().delete(ref);
    asked.remove(ref);
  }

  public void recreate(DeploymentRef ref, int replicas) {
    delete(ref);
    madeAnew.add(ref);
    apps.stream().filter(app -> app.ref().equals(ref)).forEach(app -> create(app, replicas));
  }

  public void deleteSchedule(DeploymentRef ref) {
    if (cluster.policies().deleteConfigMap(ScheduleName.of(ref))) {
      tampered.put(ref, true);
    }
  }

  public void editSchedule(DeploymentRef ref, boolean garbage) {
    ConfigMap found = cluster.reads().configMap(ScheduleName.of(ref)).orElse(null);
    if (found != null) {
      Map<String, String> data = new LinkedHashMap<>(found.data());
      if (garbage) {
        data.put("phase", "Tired");
        tampered.put(ref, true);
      } else {
        data.put("scheduled_time", Long.toString(cluster.time().wall().getEpochSecond() + 5));
      }
      cluster.policies().editConfigMap(ScheduleName.of(ref), data);
    }
  }

  public void budget(DeploymentRef ref, boolean there) {
    if (there && !cluster.api().away()) {
      cluster.policies().createBudget(ref, ref.name(), Users.selectorOf(ref), () -> {});
    } else if (!there) {
      cluster.policies().deleteBudget(ref.namespace(), ref.name());
    }
  }

  /**
   * Another budget than {@link #budget(DeploymentRef, boolean)}: it is made, or selects others from
   * now on.
   *
   * @param stored run when it does
   */
  public void budget(DeploymentRef ref, Selects selects, Runnable stored) {
    if (cluster.api().away()) {
      return;
    }
    String name = ref.name() + OTHER_BUDGET;
    if (cluster.store().get(Kind.DISRUPTION_BUDGET, new Key(ref.namespace(), name)) == null) {
      cluster.policies().createBudget(ref, name, selects.selector(ref), stored);
    } else {
      cluster.policies().selectBudget(ref.namespace(), name, selects.selector(ref), stored);
    }
  }

  public void noBudget(DeploymentRef ref) {
    cluster.policies().deleteBudget(ref.namespace(), ref.name() + OTHER_BUDGET);
  }

  public void autoscalerWants(DeploymentRef ref, int wants) {
    cluster.autoscalers().wants(ref, wants);
  }

  /** That of KEDA in the ScaledObject. */
  public void editAutoscaler(DeploymentRef ref) {
    Autoscaler hpa = autoscaler(ref);
    if (cluster.policies().editScaledObject(ref, 1)) {
      minReplicas.put(ref, Optional.of(1));
    } else if (hpa != null) {
      cluster.policies().editAutoscaler(ref.namespace(), ref.name(), 1, hpa.maxReplicas());
      minReplicas.put(ref, Optional.of(1));
    }
  }

  /** Where KEDA makes its HPA: there is none while it is paused. */
  public void pauseKeda(DeploymentRef ref, boolean paused) {
    cluster.policies().pauseScaledObject(ref, paused);
  }

  /** By mistake: KEDA makes the HPA anew. */
  public void deleteAutoscaler(DeploymentRef ref) {
    cluster.policies().deleteAutoscaler(ref.namespace(), ref.name());
  }

  /** In the end it carries the label, a template that works, and no budget stands in the way. */
  void settle(DeploymentRef ref) {
    label(ref, true);
    rollBack(ref);
    budget(ref, false);
    noBudget(ref);
    pauseKeda(ref, false);
  }

  /** What the Deployment should have in the end; empty where there is none. */
  Optional<Integer> wants(DeploymentRef ref) {
    return Optional.ofNullable(asked.get(ref));
  }

  Optional<Integer> minReplicas(DeploymentRef ref) {
    return minReplicas.getOrDefault(ref, Optional.empty());
  }

  /** It is not the first Deployment of its name: the HPA may have a bound of the first one's. */
  boolean madeAnew(DeploymentRef ref) {
    return madeAnew.contains(ref);
  }

  /** Someone deleted or spoiled a schedule: what only it knew is lost. */
  boolean tampered(DeploymentRef ref) {
    return tampered.containsKey(ref);
  }

  @Nullable Deployment deployment(DeploymentRef ref) {
    return cluster.store().get(Kind.DEPLOYMENT, Key.of(ref));
  }

  @Nullable ScaledObject scaledObject(DeploymentRef ref) {
    return cluster.store().get(Kind.SCALED_OBJECT, Key.of(ref));
  }

  @Nullable Autoscaler autoscaler(DeploymentRef ref) {
    return cluster.store().get(Kind.AUTOSCALER, Key.of(ref));
  }

  List<App> apps() {
    return apps;
  }
}
