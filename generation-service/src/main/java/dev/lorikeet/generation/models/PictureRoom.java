package dev.lorikeet.generation.models;

import org.springframework.util.unit.DataSize;

/**
 * How much room there is in an order for pictures that come with it, said beforehand to whoever builds a form.
 *
 * @param inlinePictures all of them together
 */
public record PictureRoom(DataSize inlinePictures) {}
