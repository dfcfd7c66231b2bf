package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.PodApi;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;

/**
 * Empties terminating namespaces, and removes them once they are empty
 * (namespace/deletion/namespaced_resources_deleter.go).
 */
public final class NamespaceController extends Controller {
  private final Pace delay;

  public NamespaceController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.NAMESPACE_CONTROLLER, settings);
    delay = settings.garbage();
    informer(Kind.NAMESPACE, namespace -> true, Interest.all(), this::changed);
  }

  private void changed(WatchEvent<Namespace> event) {
    if (event.type() != ChangeType.DELETED && event.object().meta().terminating()) {
      enqueueAfter(event.object().meta().key(), delay.draw(chance));
    }
  }

  @Override
  protected boolean sync(Key key) {
    Namespace namespace = store.get(Kind.NAMESPACE, key);
    if (namespace == null || !namespace.meta().terminating()) {
      return true;
    }
    removeAll(Kind.DEPLOYMENT, key.name());
    removeAll(Kind.REPLICA_SET, key.name());
    removeAll(Kind.SCALED_OBJECT, key.name());
    removeAll(Kind.AUTOSCALER, key.name());
    removeAll(Kind.DISRUPTION_BUDGET, key.name());
    removeAll(Kind.SERVICE, key.name());
    removeAll(Kind.CONFIG_MAP, key.name());
    removeAll(Kind.OTHER, key.name());
    boolean empty = true;
    for (Pod pod : store.list(Kind.POD)) {
      if (pod.meta().namespace().equals(key.name())) {
        empty = false;
        api.pods().delete(pod.meta().key(), null, PodApi.ANY_VERSION);
      }
    }
    if (empty) {
      store.remove(namespace);
    } else {
      enqueueAfter(key, delay.draw(chance));
    }
    return true;
  }

  private <T extends ApiObject<T>> void removeAll(Kind<T> kind, String namespace) {
    for (T object : store.list(kind)) {
      if (object.meta().namespace().equals(namespace)) {
        store.remove(object);
      }
    }
  }
}
