package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.journal.Entry;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resources;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.OtherObject;
import io.github.spotaware.simulation.cluster.store.Store;

/** Has the resources of each CustomResourceDefinition that there is; with it go its objects. */
final class CustomResources {
  private final ClusterThread thread;
  private final Store store;
  private final Resources resources;

  CustomResources(ClusterThread thread, Store store, Journal journal, Resources resources) {
    this.thread = thread;
    this.store = store;
    this.resources = resources;
    var _ =
        journal.follow(
            resources.get("apiextensions.k8s.io", "customresourcedefinitions"), 0, this::changed);
  }

  private void changed(Entry entry) {
    if (entry.after() != null) {
      resources.define(entry.after().json());
      return;
    }
    ObjectNode gone = entry.last().json();
    String group = gone.at("/spec/group").asText();
    String plural = gone.at("/spec/names/plural").asText();
    resources.undefine(group, plural);
    thread.post(() -> removeAll(plural + "." + group + "/"));
  }

  private void removeAll(String prefix) {
    for (OtherObject object : store.list(Kind.OTHER)) {
      if (object.meta().name().startsWith(prefix)) {
        store.remove(object);
      }
    }
  }
}
