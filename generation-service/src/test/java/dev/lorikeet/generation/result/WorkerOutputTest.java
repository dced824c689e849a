package dev.lorikeet.generation.result;

import java.net.URI;

import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.models.ModelConfiguration.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Where workers put their videos, each as its own documents or code say. */
final class WorkerOutputTest {
    private static final String VIDEO = "AAAAHGZ0eXBpc29tAAACAGlzb20=";
    private static final String OTHER = "iVBORw0KGgoAAAANSUhEUgAAAAE=";
    private static final String ADDRESS = "https://files.example.org/a.mp4";

    private static WorkerOutput read(String json) {
        return read(json, Output.VIDEO);
    }

    private static WorkerOutput read(String json, Output wanted) {
        return WorkerOutput.read(JsonMapper.shared()
                .readTree(json.replace('\'', '"')
                        .replace("VIDEO", VIDEO)
                        .replace("OTHER", OTHER)
                        .replace("ADDRESS", ADDRESS)),
                wanted);
    }

    private static String inline(WorkerOutput output) {
        assertThat(output).isInstanceOf(WorkerOutput.Inline.class);
        var inline = (WorkerOutput.Inline) output;
        return inline.text().substring(inline.from());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'video':'VIDEO'}", "{'video':'data:video/mp4;base64,VIDEO'}", "'VIDEO'",
            "'data:video/mp4;base64,VIDEO'", "{'video_base64':'VIDEO','metadata':{'seed':1}}", "{'video_b64':'VIDEO'}",
            "{'videos':[{'filename':'a.mp4','type':'base64','data':'VIDEO'}],'metadata':{'seed':1}}",
            "{'images':[{'filename':'a.mp4','type':'base64','data':'VIDEO'}]}", "{'result':'VIDEO'}",
            "{'model_profile':'fp8','output_mode':'base64','resolved_loras':[],'video':'VIDEO'}",
            "{'refresh_worker':true,'job_results':{'video':'VIDEO'}}", "{'data':{'video':'VIDEO'}}",
            "{'result':{'videos':[{'data':'VIDEO'}]}}", "{'output':{'result':{'data':{'video':'VIDEO'}}}}",
            "['VIDEO']", "[{'video':'VIDEO'}]", "{'videos':['VIDEO']}", "{'video':'','video_base64':'VIDEO'}",
            "{'errors':['a node warned'],'images':[{'data':'VIDEO'}]}", "{'status':'success','video':'VIDEO'}"})
    void isFoundWhereverItIsInline(String output) {
        assertThat(inline(read(output))).isEqualTo(VIDEO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'video_url':'ADDRESS','cost':0.35}", "{'result':'ADDRESS','cost':0.35}",
            "{'url':'ADDRESS'}", "{'video':'ADDRESS'}", "'ADDRESS'", "['ADDRESS']", "{'result':['ADDRESS']}",
            "{'images':[{'filename':'a.mp4','type':'s3_url','data':'ADDRESS'}]}", "{'videos':[{'url':'ADDRESS'}]}",
            "{'job_results':{'output_mode':'bucket_url','video_url':'ADDRESS'}}"})
    void isFoundWhereverItsAddressIs(String output) {
        assertThat(read(output)).isEqualTo(new WorkerOutput.Link(URI.create(ADDRESS)));
    }

    @Test
    void findsAnAddressThatNobodyWillFetchToo() {
        assertThat(read("{'video_url':'http://files.example.org/a.mp4'}"))
                .isEqualTo(new WorkerOutput.Link(URI.create("http://files.example.org/a.mp4")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'image':'OTHER','videos':[{'data':'VIDEO'}]}",
            "{'image_url':'https://files.example.org/a.png','data':{'video':'VIDEO'}}",
            "{'images':[{'filename':'a.png','type':'base64','data':'OTHER'},{'filename':'a.MP4','data':'VIDEO'}]}"})
    void prefersAVideoToThePictureBesideIt(String output) {
        assertThat(inline(read(output))).isEqualTo(VIDEO);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'images':[{'filename':'a.mp4','data':'VIDEO'},{'filename':'a.png','type':'base64','data':'OTHER'}]}",
            "['data:video/mp4;base64,VIDEO','data:image/png;base64,OTHER']"})
    void prefersThePictureWhereOneWasOrdered(String output) {
        assertThat(inline(read(output, Output.IMAGE))).isEqualTo(OTHER);
        assertThat(inline(read(output, Output.VIDEO))).isEqualTo(VIDEO);
    }

    @Test
    void takesAPictureWhereNothingElseIs() {
        assertThat(inline(read("{'image':'OTHER'}"))).isEqualTo(OTHER);
        assertThat(inline(read("{'images':[{'filename':'a.png','data':'OTHER'}]}"))).isEqualTo(OTHER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~',
            value = {"{'error':'CUDA out of memory. Tried to allocate 2 GiB'} | OUT_OF_MEMORY",
                    "{'error':'something','video':'VIDEO'} | WORKER_ERROR",
                    "{'job_results':{'error':'Failed to load LoRA model from URL'}} | LORA_MISSING",
                    "{'output':{'error':'비디오를를 찾을 수 없습니다.'}} | NO_VIDEO",
                    "{'status':'success_no_images','images':[]} | OUTPUT_MISSING",
                    "{'result':{'status':'success_no_images','images':[]}} | OUTPUT_MISSING",
                    "{'status':'error','message':'HTTP Error 400: Bad Request'} | WORKFLOW_REJECTED",
                    "{'status':'failed'} | WORKER_ERROR",
                    "{'errors':['Allocation would exceed allowed memory']} | OUT_OF_MEMORY",
                    "{} | OUTPUT_MISSING", "[] | OUTPUT_MISSING", "null | OUTPUT_MISSING", "42 | OUTPUT_MISSING",
                    "'done' | OUTPUT_MISSING", "{'video':null} | OUTPUT_MISSING", "{'video':{'a':1}} | OUTPUT_MISSING",
                    "{'video_url':'https://not an address'} | OUTPUT_MISSING",
                    "{'data':{'data':{'data':{'data':{'data':{'video':'VIDEO'}}}}}} | OUTPUT_MISSING"})
    void saysWhyThereIsNone(String output, FailureCode code) {
        assertThat(read(output)).isInstanceOfSatisfying(WorkerOutput.Nothing.class,
                nothing -> assertThat(nothing.failure().code()).isEqualTo(code));
    }

    @Test
    void saysNothingOfAnOutputThatIsNotThere() {
        assertThat(WorkerOutput.read(JsonMapper.shared().missingNode(), Output.VIDEO))
                .isInstanceOf(WorkerOutput.Nothing.class);
    }
}
