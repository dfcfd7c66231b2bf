package io.github.spotaware.e2e.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.github.spotaware.e2e.controlplane.BuildScript;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs as they are in the images: what {@code image/assemble} puts together.
 *
 * @param folder has a folder for each image, named as the container
 */
public record AssembledImages(Path folder) implements PodPrograms {

  /** Brings them up to date, which may take a minute; its progress is on our standard error. */
  public static AssembledImages build(Path projectRoot) {
    BuildScript script = new BuildScript(projectRoot.resolve("image/assemble"));
    return new AssembledImages(script.run("the images"));
  }

  /** The image of this container. */
  public ImageLayout image(String container) {
    return new ImageLayout(folder.resolve(container));
  }

  @Override
  public List<String> command(String process, Container container) {
    ImageLayout image = image(container.getName());
    return Stream.concat(container.getCommand().stream(), container.getArgs().stream())
        .map(image::localWord)
        .toList();
  }
}
