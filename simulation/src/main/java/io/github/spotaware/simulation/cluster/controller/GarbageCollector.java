package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.PodApi;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.workload.OwnerReference;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what has lost its owner (garbagecollector/garbagecollector.go): ReplicaSets of deleted
 * Deployments, then their pods, and the budgets that name a deleted Deployment as their owner.
 * Owners are looked up live, by UID. A Deployment deleted in the foreground goes once its
 * ReplicaSets are gone; that it would wait for their pods, too, is left out.
 */
public final class GarbageCollector extends Controller {
  private static final String SET = "ReplicaSet/";
  private static final String POD = "Pod/";
  private static final String BUDGET = "PodDisruptionBudget/";
  private static final String OWNER = "Deployment/";

  private final Informer<ReplicaSet> sets;
  private final Informer<Pod> pods;
  private final Informer<DisruptionBudget> budgets;
  private final Pace delay;

  public GarbageCollector(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.GARBAGE_COLLECTOR, settings);
    delay = settings.garbage();
    informer(Kind.DEPLOYMENT, deployment -> true, Interest.generation(), this::deploymentChanged);
    sets = informer(Kind.REPLICA_SET, set -> true, Interest.existence(), this::setChanged);
    pods = informer(Kind.POD, pod -> true, Interest.existence(), this::podChanged);
    budgets =
        informer(
            Kind.DISRUPTION_BUDGET,
            budget -> budget.meta().owner() != null,
            Interest.existence(),
            this::budgetChanged);
  }

  private void deploymentChanged(WatchEvent<Deployment> event) {
    Meta meta = event.object().meta();
    if (event.type() != ChangeType.DELETED && !meta.terminating()) {
      return;
    }
    for (ReplicaSet set : sets.all()) {
      if (set.meta().ownedBy(meta.uid())) {
        soon(SET, set.meta().key());
      }
    }
    for (DisruptionBudget budget : budgets.all()) {
      if (budget.meta().ownedBy(meta.uid())) {
        soon(BUDGET, budget.meta().key());
      }
    }
    if (event.type() != ChangeType.DELETED) {
      soon(OWNER, meta.key());
    }
  }

  private void setChanged(WatchEvent<ReplicaSet> event) {
    if (event.type() == ChangeType.DELETED) {
      for (Pod pod : pods.all()) {
        if (pod.meta().ownedBy(event.object().meta().uid())) {
          soon(POD, pod.meta().key());
        }
      }
      OwnerReference owner = event.object().meta().owner();
      if (owner != null) {
        soon(OWNER, new Key(event.object().meta().namespace(), owner.name()));
      }
    } else if (event.type() == ChangeType.ADDED && lostItsDeployment(event.object().meta())) {
      soon(SET, event.object().meta().key());
    }
  }

  private void podChanged(WatchEvent<Pod> event) {
    if (event.type() == ChangeType.ADDED && lostItsSet(event.object())) {
      soon(POD, event.object().meta().key());
    }
  }

  private void budgetChanged(WatchEvent<DisruptionBudget> event) {
    if (event.type() == ChangeType.ADDED && lostItsDeployment(event.object().meta())) {
      soon(BUDGET, event.object().meta().key());
    }
  }

  private void soon(String kind, Key key) {
    enqueueAfter(new Key(key.namespace(), kind + key.name()), delay.draw(chance));
  }

  @Override
  protected boolean sync(Key key) {
    int slash = key.name().indexOf('/') + 1;
    Key object = new Key(key.namespace(), key.name().substring(slash));
    switch (key.name().substring(0, slash)) {
      case SET -> collectSet(store.get(Kind.REPLICA_SET, object));
      case BUDGET -> collectBudget(store.get(Kind.DISRUPTION_BUDGET, object));
      case POD -> collectPod(store.get(Kind.POD, object));
      default -> finishForeground(store.get(Kind.DEPLOYMENT, object));
    }
    return true;
  }

  private void collectSet(@Nullable ReplicaSet set) {
    if (set != null && lostItsDeployment(set.meta())) {
      say(() -> "deletes ReplicaSet " + set.meta().key());
      store.remove(set);
    }
  }

  private void collectBudget(@Nullable DisruptionBudget budget) {
    if (budget != null && lostItsDeployment(budget.meta())) {
      say(() -> "deletes PodDisruptionBudget " + budget.meta().key());
      store.remove(budget);
    }
  }

  private void collectPod(@Nullable Pod pod) {
    if (pod != null && lostItsSet(pod)) {
      say(() -> "deletes " + pod.meta().key());
      api.pods().delete(pod.meta().key(), pod.meta().uid(), PodApi.ANY_VERSION);
    }
  }

  private void finishForeground(@Nullable Deployment deployment) {
    if (deployment == null || !deployment.meta().terminating()) {
      return;
    }
    for (ReplicaSet set : store.list(Kind.REPLICA_SET)) {
      if (set.meta().ownedBy(deployment.meta().uid())) {
        soon(SET, set.meta().key());
        return;
      }
    }
    store.remove(deployment);
  }

  private boolean lostItsDeployment(Meta meta) {
    OwnerReference owner = meta.owner();
    if (owner == null) {
      return false;
    }
    Deployment live = store.get(Kind.DEPLOYMENT, new Key(meta.namespace(), owner.name()));
    return live == null || !live.meta().uid().equals(owner.uid()) || live.meta().terminating();
  }

  private boolean lostItsSet(Pod pod) {
    OwnerReference owner = pod.meta().owner();
    if (owner == null) {
      return false;
    }
    ReplicaSet live = store.get(Kind.REPLICA_SET, new Key(pod.meta().namespace(), owner.name()));
    return live == null || !live.meta().uid().equals(owner.uid());
  }
}
