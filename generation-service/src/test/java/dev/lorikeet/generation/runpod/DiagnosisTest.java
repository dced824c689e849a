package dev.lorikeet.generation.runpod;

import java.util.List;

import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.runpod.RemoteJob.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What workers and the platform were seen to write. The first rule that fits counts. */
final class DiagnosisTest {
    private static RemoteJob failed(Status status, @Nullable String error, Output output) {
        return new RemoteJob("one-u1", status, output, error, null, null, "w", 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"executionTimeout exceeded | TIMEOUT",
            "job timed out after 1 retries | WORKER_LOST", "job timed out after 12 retries | WORKER_LOST",
            "CUDA out of memory. Tried to allocate 2.00 GiB | OUT_OF_MEMORY",
            "torch.OutOfMemoryError: Allocation on device | OUT_OF_MEMORY",
            "torch.cuda.OutOfMemoryError | OUT_OF_MEMORY",
            "Allocation on device 0 would exceed allowed memory. (out of memory) | OUT_OF_MEMORY",
            "Allocation on device This error means you ran out of memory on your GPU. | OUT_OF_MEMORY",
            "Failed to load LoRA 'x.safetensors': CUDA out of memory | OUT_OF_MEMORY",
            "LoRA 'x' not found at /runpod-volume/models/loras/x.safetensors | LORA_MISSING",
            "Failed to load LoRA model from URL | LORA_MISSING",
            "{\"type\":\"value_not_in_list\",\"message\":\"Value not in list\",\"details\":\"lora_1: 'x.safetensors' not in [...]\"} | LORA_MISSING",
            "Workflow validation failed: • Node 279 (errors): lora_1: 'x.safetensors' not in [] (list of length 0) | LORA_MISSING",
            "Workflow validation failed: • Node 4 (errors): lora_name: 'x.safetensors' not in ['a'] | LORA_MISSING",
            "LoRA x.safetensors: digest mismatch | LORA_MISSING",
            "HTTP Error 400: Bad Request | WORKFLOW_REJECTED",
            "ComfyUI server (127.0.0.1:8188) not reachable after multiple retries. | WORKER_BROKEN",
            "WebSocket communication error: closed | WORKER_BROKEN",
            "cannot access local variable 'time' where it is not associated with a value | WORKER_BROKEN",
            "ComfyUI 서버에 연결할 수 없습니다. 서버가 실행 중인지 확인하세요. | WORKER_BROKEN",
            "웹소켓 연결 시간 초과 (3분) | WORKER_BROKEN", "비디오를를 찾을 수 없습니다. | NO_VIDEO",
            "'seed' | WORKER_ERROR", "다운로드 중 오류 발생: 404 | WORKER_ERROR", "Base64 디코딩 실패 | WORKER_ERROR",
            "value_not_in_list ckpt_name | WORKER_ERROR", "~~ | WORKER_ERROR"})
    void knowsWhatWentWrong(String error, FailureCode code) {
        assertThat(Diagnosis.ofText(error).code()).isEqualTo(code);
        assertThat(Diagnosis.of(failed(Status.FAILED, error, new Output.None())).code()).isEqualTo(code);
    }

    @Test
    void readsThePlatformsWordsFirst() {
        assertThat(Diagnosis.of(failed(Status.CANCELLED, "CUDA out of memory", new Output.None())).code())
                .isEqualTo(FailureCode.CANCELLED_REMOTELY);
        assertThat(Diagnosis.of(failed(Status.TIMED_OUT, null, new Output.None())).code())
                .isEqualTo(FailureCode.TIMEOUT);
        assertThat(Diagnosis.of(failed(Status.FAILED, null, new Output.None())).code())
                .isEqualTo(FailureCode.WORKER_ERROR);
    }

    @Test
    void understandsAnExceptionAndShowsNothingOfTheWorkersInside() {
        var raised = """
                {"error_type":"<class 'torch.OutOfMemoryError'>","error_message":"Allocation on device ",\
                "error_traceback":"Traceback: /app/handler.py","hostname":"host-1","worker_id":"w1"}""";
        assertThat(Diagnosis.ofText(raised).code()).isEqualTo(FailureCode.OUT_OF_MEMORY);
        var key = raised.replace("torch.OutOfMemoryError", "KeyError").replace("Allocation on device ", "'seed'");
        assertThat(Diagnosis.ofText(key).message()).isEqualTo("The worker failed: 'seed'");
        assertThat(Diagnosis.ofText("{ this is no JSON").message()).isEqualTo("The worker failed: { this is no JSON");
    }

    @Test
    void readsTheDetailsThatComfyPutsBesideItsError() {
        var details = JsonMapper.shared()
                .readTree("{\"details\":[\"Workflow execution error: Node Type: KSampler,"
                        + " Node ID: 3, Message: Allocation on device 0 would exceed allowed memory\"]}");
        assertThat(Diagnosis.of(failed(Status.FAILED, "Job processing failed", new Output.Here(details))).code())
                .isEqualTo(FailureCode.OUT_OF_MEMORY);
    }

    @Test
    void namesTheFilesThatWereNotThere() {
        assertThat(Diagnosis.ofText("LoRA 'rain.safetensors' not found at /runpod-volume/loras/rain.safetensors, nor"
                + " 'snow-v2.safetensors'").files()).isEqualTo(List.of("rain.safetensors", "snow-v2.safetensors"));
    }

    @Test
    void quotesNoMoreThanAPersonReads() {
        assertThat(Diagnosis.ofText("x \n ".repeat(10_000)).message()).hasSizeLessThan(350).doesNotContain("\n");
    }
}
