package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client library's watches and informers, over both ways that the project's processes use. */
abstract class ClientWatchContract extends Contract {
  private static final String LABEL = "of";

  @ParameterizedTest
  @EnumSource
  void itSeesWhatHappensFromAListOn(Transport transport) {
    make("a");
    try (KubernetesClient watching = transport.client(cluster())) {
      var selected = watching.configMaps().inNamespace(namespace()).withLabel(LABEL, "this");
      String version = selected.list().getMetadata().getResourceVersion();
      make("b");
      try (var watch = ClientWatch.start(selected, version)) {
        label("a", "other");
        label("a", "this");
        object("b").delete();

        assertThat(watch.until("DELETED b"))
            .containsExactly("ADDED b", "DELETED a", "ADDED a", "DELETED b");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInformerHasWhatThereIs(Transport transport) {
    make("a");
    make("b");
    List<String> told = new CopyOnWriteArrayList<>();
    try (KubernetesClient watching = transport.client(cluster())) {
      // Two pages.
      SharedIndexInformer<ConfigMap> informer =
          watching
              .configMaps()
              .inNamespace(namespace())
              .withLabel(LABEL, "this")
              .withLimit(1L)
              .runnableInformer(0)
              .addEventHandler(new Told(told));
      informer.start().toCompletableFuture().join();
      assertThat(informer.getIndexer().listKeys())
          .containsExactlyInAnyOrder(namespace() + "/a", namespace() + "/b");

      if (transport == Transport.WEB_SOCKET) {
        // Over HTTP the library knows only with the first event.
        await("the watch to be open", informer::isWatching);
      }
      make("c");
      label("a", "other");
      object("b").delete();

      await(
          "the changes",
          () -> informer.getIndexer().listKeys().equals(List.of(namespace() + "/c")));
      await(
          "the handler to be told; it was " + told,
          () -> told.containsAll(List.of("+a", "+b", "+c", "-a", "-b")));
      informer.stop();
    }
  }

  private record Told(List<String> to) implements ResourceEventHandler<ConfigMap> {
    @Override
    public void onAdd(ConfigMap object) {
      to.add("+" + object.getMetadata().getName());
    }

    @Override
    public void onUpdate(ConfigMap old, ConfigMap object) {
      to.add("*" + object.getMetadata().getName());
    }

    @Override
    public void onDelete(ConfigMap object, boolean unknown) {
      to.add("-" + object.getMetadata().getName());
    }
  }

  private void make(String name) {
    client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace())
                .addToLabels(LABEL, "this")
                .endMetadata()
                .build())
        .create();
  }

  private void label(String name, String value) {
    object(name)
        .edit(found ->
            new ConfigMapBuilder(found)
                .editMetadata()
                .addToLabels(LABEL, value)
                .endMetadata()
                .build());
  }

  private Resource<ConfigMap> object(String name) {
    return client().configMaps().inNamespace(namespace()).withName(name);
  }
}
