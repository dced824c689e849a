package dev.lorikeet.generation.selection;

import dev.lorikeet.generation.models.PictureRoom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SelectionConfiguration {

    @Bean
    PictureRoom pictureRoom(SelectionLimits limits) {
        return new PictureRoom(limits.inlinePictures());
    }
}
