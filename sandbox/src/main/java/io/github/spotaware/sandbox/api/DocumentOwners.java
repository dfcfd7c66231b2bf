package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.journal.Entry;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.projection.Codec;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.sandbox.resource.Resources;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes ConfigMaps, and what the model has no kind for, once all of their owners are gone. The
 * model's own garbage collector sees to ReplicaSets, pods and budgets.
 */
final class DocumentOwners {
  private static final Duration DELAY = Duration.ofMillis(300);

  private final VirtualTime time;
  private final Store store;
  private final Journal journal;
  private final Resources resources;
  private boolean planned;

  DocumentOwners(VirtualTime time, Store store, Journal journal, Resources resources) {
    this.time = time;
    this.store = store;
    this.journal = journal;
    this.resources = resources;
    store.tap(change -> {
      if (change.type() != ChangeType.MODIFIED && !planned) {
        planned = true;
        time.after(DELAY, "garbage", this::sweep);
      }
    });
  }

  private void sweep() {
    planned = false;
    Set<String> there = new HashSet<>();
    for (Resource resource : resources.all()) {
      for (Entry.Shown shown : journal.list(resource, "").objects()) {
        there.add(shown.json().at("/metadata/uid").asText());
      }
    }
    for (Resource resource : resources.all()) {
      Kind<?> kind = resource.codec().modelKind();
      if (kind == Kind.OTHER || kind == Kind.CONFIG_MAP) {
        List.copyOf(journal.list(resource, "").objects()).stream()
            .filter(shown -> isOrphan(shown.json(), there))
            .forEach(shown -> remove(resource, resource.codec(), shown.json()));
      }
    }
  }

  private static boolean isOrphan(ObjectNode object, Set<String> there) {
    JsonNode owners = object.at("/metadata/ownerReferences");
    for (JsonNode owner : owners) {
      if (there.contains(owner.path("uid").asText())) {
        return false;
      }
    }
    return !owners.isEmpty();
  }

  private <T extends ApiObject<T>> void remove(
      Resource resource, Codec<T> codec, ObjectNode object) {
    Key key =
        resource
            .codec()
            .key(object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
    T stored = codec.get(store, key);
    if (stored != null) {
      store.remove(stored);
    }
  }
}
