package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.ScaledObject;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.OwnerReference;
import java.util.Map;

/**
 * KEDA's operator, as far as HPAs go (keda/controllers/keda/hpa.go): makes one for each
 * ScaledObject, writes its own bounds over whatever is in it, and deletes it while the ScaledObject
 * is paused. Left out: that it scales to and from 0, and to the minimum, by itself.
 */
public final class KedaOperator extends Controller {
  private final Informer<ScaledObject> scaledObjects;
  private final Informer<Autoscaler> autoscalers;

  public KedaOperator(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.KEDA_OPERATOR, settings);
    scaledObjects =
        informer(
            Kind.SCALED_OBJECT,
            object -> true,
            Interest.all(),
            event -> enqueue(event.object().meta().key()));
    autoscalers =
        informer(
            Kind.AUTOSCALER,
            hpa -> hpa.meta().owner() != null,
            Interest.all(),
            event -> enqueue(event.object().meta().key()));
  }

  @Override
  protected boolean sync(Key key) {
    ScaledObject scaledObject = scaledObjects.get(key);
    Autoscaler hpa = autoscalers.get(key);
    if (scaledObject == null) {
      return true;
    }
    if (scaledObject.paused()) {
      return hpa == null || remove(key);
    }
    return hpa == null ? make(scaledObject) : correct(scaledObject, hpa);
  }

  private boolean remove(Key key) {
    Autoscaler live = store.get(Kind.AUTOSCALER, key);
    if (live != null) {
      say(() -> "deletes HPA " + key);
      store.remove(live);
    }
    return true;
  }

  private boolean make(ScaledObject from) {
    Key key = from.meta().key();
    OwnerReference owner =
        new OwnerReference(
            AutoscalerKind.SCALED_OBJECT.text(), from.meta().name(), from.meta().uid());
    say(() -> "makes HPA " + key);
    Meta meta = Meta.of(key, Map.of(), owner);
    return store.create(
            new Autoscaler(meta, from.hpaMinReplicas(), from.maxReplicaCount(), key.name()))
        != null;
  }

  /** An update without a resourceVersion: whatever is there is written over. */
  private boolean correct(ScaledObject from, Autoscaler cached) {
    Autoscaler live = store.get(Kind.AUTOSCALER, from.meta().key());
    boolean differs =
        cached.floor() != from.hpaMinReplicas() || cached.maxReplicas() != from.maxReplicaCount();
    if (live != null && differs) {
      say(() -> "writes minReplicas " + from.hpaMinReplicas() + " into HPA " + from.meta().key());
      store.patch(live.with(from.hpaMinReplicas(), from.maxReplicaCount()));
    }
    return true;
  }
}
