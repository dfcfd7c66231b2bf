package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.EndpointSlice;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Service;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the Ready pods of each Service (endpointslice/endpointslice_controller.go and
 * staging/src/k8s.io/endpointslice/utils.go): a terminating pod is not ready. There is one slice
 * for each Service, with the Service's name.
 */
public final class EndpointSliceController extends Controller {
  private final Informer<Service> services;
  private final Informer<Pod> pods;

  public EndpointSliceController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.ENDPOINT_SLICE_CONTROLLER, settings);
    services =
        informer(
            Kind.SERVICE,
            service -> true,
            Interest.all(),
            event -> enqueue(event.object().meta().key()));
    pods =
        informer(
            Kind.POD,
            pod -> pod.node() != null,
            EndpointSliceController::matters,
            this::podChanged);
  }

  /** It comes, goes, becomes ready or not, or is selected by others. */
  private static boolean matters(ChangeType type, @Nullable Pod before, Pod after) {
    return type != ChangeType.MODIFIED
        || before == null
        || listed(before) != listed(after)
        || !before.meta().labels().equals(after.meta().labels());
  }

  private void podChanged(WatchEvent<Pod> event) {
    for (Service service : services.all()) {
      Pod before = event.before();
      // One that is selected no more is to go from the slice.
      if (selects(service, event.object()) || (before != null && selects(service, before))) {
        enqueue(service.meta().key());
      }
    }
  }

  @Override
  protected boolean sync(Key key) {
    Service service = services.get(key);
    EndpointSlice slice = store.get(Kind.ENDPOINT_SLICE, key);
    if (service == null) {
      if (slice != null) {
        store.remove(slice);
      }
      return true;
    }
    List<String> ready = new ArrayList<>();
    for (Pod pod : pods.all()) {
      if (listed(pod) && selects(service, pod)) {
        ready.add(pod.meta().uid());
      }
    }
    Collections.sort(ready);
    if (slice == null) {
      store.create(new EndpointSlice(Meta.of(key), ready));
    } else {
      store.patch(slice.with(ready));
    }
    return true;
  }

  private static boolean selects(Service service, Pod pod) {
    return service.meta().namespace().equals(pod.meta().namespace())
        && service.selector().matches(pod.meta().labels());
  }

  private static boolean listed(Pod pod) {
    return pod.ready() && pod.active();
  }
}
