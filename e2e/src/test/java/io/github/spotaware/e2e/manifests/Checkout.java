package io.github.spotaware.e2e.manifests;

import io.github.spotaware.e2e.controlplane.Helm;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.ReadmeBlock;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a user of a cluster has who follows the README.
 *
 * @param folder that the commands may write to
 * @param playground the cluster
 */
record Checkout(Path folder, PlaygroundHandle playground) {

  /** In this folder, which is empty. */
  static Checkout in(Path folder, PlaygroundHandle playground) throws IOException {
    Path root = ProjectRoot.find();
    for (String part : List.of("k8s-manifests", "install", "certs-scripts")) {
      Files.createSymbolicLink(folder.resolve(part), root.resolve(part));
    }
    Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("bin")).resolve("helm"), Helm.build(root));
    return new Checkout(folder, playground);
  }

  /** Runs these one after the other; prints and returns what they say. */
  String run(List<ReadmeBlock> blocks) throws IOException, InterruptedException {
    StringBuilder said = new StringBuilder();
    for (ReadmeBlock block : blocks) {
      said.append(block.run(playground, folder));
    }
    System.out.print(said);
    return said.toString();
  }
}
