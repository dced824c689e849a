// Generated from generation-service/src/main/resources/generation-service/openapi.yaml by `npm run types`.

/** Safe in URLs, headers and file names as it is. */
export type Id = string

/** RFC 3339, in UTC. */
export type Time = string

/** True in every answer that is not a problem. */
export type Done = true

export type Sha256 = string

export type Bytes = number

/** `queued`: it waits here. `submitting`: RunPod is being asked. `running`: RunPod has it. `cancelling`: you want it no more, and the worker may not know yet. `succeeded`, `failed` and `cancelled` never change. */
export type Status = 'queued' | 'submitting' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled'

/** Which of the two networks of WAN 2.2 A14B a LoRA is applied to: `high` for the early, noisy steps (composition and motion), `low` for the late ones (detail), or `both`; always `both` for models with one network. */
export type Expert = 'high' | 'low' | 'both'

/** What to do if a worker cannot use the LoRAs. `fail`: the job fails. `drop`: it is made without those that could not be used. `reduce`: with fewer and weaker ones. `prompt`: without LoRAs, and with their trigger words in the prompt. What was done is in `adjustments`. */
export type OnLoraFailure = 'fail' | 'drop' | 'reduce' | 'prompt'

/** Why an attempt came to nothing. Decide by this; there may be more of them one day. */
export type FailureCode = 'AUTH' | 'PAYLOAD_TOO_LARGE' | 'REJECTED' | 'ENDPOINT_NOT_FOUND' | 'LOST' | 'TIMEOUT' | 'WORKER_LOST' | 'WORKER_BROKEN' | 'CANCELLED_REMOTELY' | 'OUT_OF_MEMORY' | 'LORA_MISSING' | 'WORKFLOW_REJECTED' | 'OUTPUT_MISSING' | 'OUTPUT_INVALID' | 'NO_VIDEO' | 'WORKER_ERROR' | 'NO_CAPACITY' | 'LORA_GONE' | 'MODEL_CHANGED'

/** A model, and everything that can be set of it. */
export type Model = {
  /** For orders. */
  readonly id: string
  /** Changes when an order would mean something else: with its parameters, limits or worker, and not with its words. */
  readonly version: string
  /** For people. */
  readonly name: string
  readonly description: string
  /** What the worker loads. */
  readonly checkpoint: string
  /** What a job leaves behind. */
  readonly output: 'video' | 'image'
  /** How many networks share the work. */
  readonly experts: 'one' | 'two'
  readonly compatibility: Compatibility
  readonly loras: LoraRules
  /** Of one frame, width times height. */
  readonly mostPixels: number
  /** Frames a second, where the worker has them fixed. Where they can be set, they are a parameter. */
  readonly fps?: number
  /** In the order to show them. */
  readonly parameters: ReadonlyArray<Parameter>
}

/** Which LoRAs fit, in the words of a LoRA's `facts`. An empty list means that it does not matter. */
export type Compatibility = {
  readonly family: string
  readonly versions: ReadonlyArray<string>
  readonly variants: ReadonlyArray<string>
  readonly tasks: ReadonlyArray<'t2v' | 'i2v' | 'ti2v' | 'unknown'>
}

/** How many LoRAs one order may have, and how strong. */
export type LoraRules = {
  readonly most: number
  readonly weight: WeightRules
}

/** Any number from `min` to `max` is taken; `step` is for sliders, and above `strong` there is a warning. */
export type WeightRules = {
  readonly min: number
  readonly max: number
  readonly step: number
  /** For a LoRA whose owner has set none. */
  readonly default: number
  readonly strong: number
}

/** One thing that can be set. `choice` is one of `options`; `seed` is a whole number, or -1 to have one drawn; `image` is an https address or a data URI; `lora-selector` is the id or s3Path of a LoRA, or empty. */
export type Parameter = {
  /** The key in `parameters` of an order. */
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'integer' | 'number' | 'choice' | 'boolean' | 'seed' | 'image' | 'lora-selector'
  /** Show it at once, or when asked for. */
  readonly group: 'basic' | 'advanced'
  readonly description: string
  /** What is taken where an order says nothing. */
  readonly default?: string | number | boolean
  /** Of texts and images. */
  readonly required?: boolean
  readonly min?: number
  readonly max?: number
  /** Of an integer: allowed are min, min + step, and so on. Of a number: only for sliders. */
  readonly step?: number
  /** Of a text. */
  readonly maxLength?: number
  readonly options?: ReadonlyArray<string>
  readonly expert?: Expert
  /** Larger values are allowed and seldom meant. */
  readonly warnAbove?: number
  /** What to say then. */
  readonly warning?: string
  /** The name of another parameter that this one may not exceed. */
  readonly mostOf?: string
}

/** What the LoRAs take on the worker's GPU. */
export type MemoryImpact = {
  readonly bytes: Bytes
  /** The same in a word. */
  readonly level: 'none' | 'low' | 'medium' | 'high'
  /** Of how many LoRAs nobody knows, so that the size of the file stands in. */
  readonly unknown: number
}

/** What there is to say about one LoRA in its place. */
export type LoraVerdict = {
  /** Its id; of one that could not be found, what you called it. */
  readonly id: string
  /** The slot it is in, or `loras`. */
  readonly slot: string
  /** Absent for one that could not be found. */
  readonly name?: string
  readonly ok: boolean
  /** Why it cannot be used. */
  readonly reasons: ReadonlyArray<string>
  /** What may disappoint. */
  readonly warnings: ReadonlyArray<string>
}

/** A job as it is now. */
export type Job = {
  readonly id: Id
  readonly status: Status
  readonly workspaceId: Id
  readonly model: string
  /** The `version` of the model that it was checked against. A job that waits while the model becomes another fails with `MODEL_CHANGED`. */
  readonly modelVersion: string
  readonly parameters: ParameterValues
  readonly loras: ReadonlyArray<UsedLora>
  /** What the LoRAs take on the worker's GPU, as far as anybody knows. */
  readonly loraMemoryUsage: Bytes
  readonly onLoraFailure: OnLoraFailure
  /** How what is made differs from what was asked for, in sentences. Show them. */
  readonly adjustments: ReadonlyArray<string>
  readonly requestedAt: Time
  readonly finishedAt?: Time
  /** How often RunPod was asked. */
  readonly attempt: number
  /** Those that came to nothing. */
  readonly attempts: ReadonlyArray<PastAttempt>
  readonly queue?: Queue
  readonly progress?: Progress
  readonly video?: Video
  readonly failure?: Failure
  readonly timings?: Timings
  /** Of the work that made it: the worker's seconds by the price that the operator gives for the model. Absent where no price is given. */
  readonly cost?: Cost
  /** The job that this one repeats. */
  readonly retryOf?: Id
  readonly callback?: Callback
}

/** All of them by their names, also those that nobody set, and the seed that was drawn. A picture that came with the order is shown as its key in the bucket. */
export type ParameterValues = Readonly<Record<string, string | number | boolean>>

/** A LoRA in its place, as it was proven. */
export type UsedLora = {
  readonly id: Id
  readonly name: string
  readonly fileName: string
  /** The key of its object in the bucket. */
  readonly s3Path: string
  /** The slot it is in, or `loras`. */
  readonly slot: string
  readonly expert: Expert
  readonly weight: number
  readonly fileSize: Bytes
  /** Once it is known. */
  readonly sha256?: Sha256
  /** The name that the worker loads it under. */
  readonly adapterName: string
}

/** An attempt that came to nothing. */
export type PastAttempt = {
  readonly number: number
  readonly code: FailureCode
  readonly message: string
  readonly endedAt: Time
}

/** Only while it is `queued`. */
export type Queue = {
  /** Among the jobs of its workspace for the same worker; 1 is next. */
  readonly position: number
  /** Why it still waits. */
  readonly reason: string
}

/** Only while it is `running`. */
export type Progress = {
  readonly phase: 'waiting-for-worker' | 'fetching-loras' | 'rendering' | 'encoding'
  /** Of the whole. */
  readonly percent: number
  /** The worker's own word, if it has one. */
  readonly stage?: string
  /** Why it still waits for a worker, if it takes long. */
  readonly reason?: string
}

/** What came out. Of a model whose `output` is `image`, a picture. */
export type Video = {
  /** Needs no token. Answers 404 once the installation has removed the file, if it removes old ones. */
  readonly url: string
  /** When the addresses end. Load the job again for fresh ones. */
  readonly expiresAt: Time
  readonly contentType: string
  readonly size: Bytes
  readonly sha256: Sha256
  /** One frame as JPEG, if there is one. */
  readonly thumbnailUrl?: string
}

/** Only of a job that is `failed`. */
export type Failure = {
  readonly code: FailureCode
  /** Show this to people. */
  readonly message: string
}

/** Whether the `callbackUrl` of the order knows that the job has ended. */
export type Callback = {
  /** Of the address, which is not shown, as it may hold a password. */
  readonly host: string
  /** `pending` until it is delivered; `failed` when no more attempt is made. */
  readonly status: 'pending' | 'delivered' | 'failed'
  /** How often it was sent. */
  readonly attempts: number
  /** When the next attempt is due. */
  readonly nextAt?: Time
  readonly deliveredAt?: Time
  /** What became of the last attempt. */
  readonly reason?: string
}

/** Only of a job that is `succeeded`. */
export type Timings = {
  readonly submittedAt: Time
  /** How long it waited for a worker. */
  readonly delaySeconds?: number
  /** How long the worker took. */
  readonly executionSeconds?: number
}

/** What a video was made from. */
export type Manifest = {
  readonly jobId: Id
  readonly workspaceId: Id
  readonly requestedAt: Time
  readonly finishedAt: Time
  /** What it was made with. */
  readonly used: MadeFrom
  /** What was asked for, only where that is something else. */
  readonly asked?: MadeFrom
  /** The difference in sentences. */
  readonly adjustments: ReadonlyArray<string>
  /** How often RunPod was asked. */
  readonly attempts: number
  /** RunPod's endpoint. */
  readonly endpoint: string
  /** RunPod's name for the job. */
  readonly remoteJobId: string
  /** RunPod's name for the worker. */
  readonly worker?: string
  readonly timings: Timings
  readonly product: Product
}

export type MadeFrom = {
  readonly model: string
  readonly modelVersion: string
  readonly parameters: ParameterValues
  readonly loras: ReadonlyArray<UsedLora>
}

/** The stored file. */
export type Product = {
  /** The key of its object in the bucket. */
  readonly s3Path: string
  readonly contentType: string
  readonly size: Bytes
  readonly sha256: Sha256
}

/** What to make. Null is the same as leaving it out, everywhere. */
export type OrderRequest = {
  /** The `id` of a model. */
  readonly model: string
  /** As everywhere; or null. */
  readonly workspaceId?: string | null
  /** By the names of the model's parameters, slots included. Its defaults stand in for what is not there. */
  readonly parameters?: Readonly<Record<string, string | number | boolean | null>> | null
  /** By the names of slots, within the bounds of the model. Where there is none, the LoRA's own default. */
  readonly weights?: Readonly<Record<string, number | null>> | null
  /** LoRAs beyond the slots. */
  readonly loras?: ReadonlyArray<LoraChoice> | null
  /** `fail` unless you say otherwise; see the job. */
  readonly onLoraFailure?: 'fail' | 'drop' | 'reduce' | 'prompt' | null
  /** An https address on the public web that is told when the job has ended. A retry of the job tells it as well. */
  readonly callbackUrl?: string | null
}

/** A LoRA by its `id` or by its `s3Path`, not by both. */
export type LoraChoice = {
  readonly id?: string | null
  readonly s3Path?: string | null
  /** Within the bounds of the model; the LoRA's own default where absent. */
  readonly weight?: number | null
  /** Where it is applied; what is known about it where absent. */
  readonly expert?: 'high' | 'low' | 'both' | null
}

/** As `OrderRequest`. The types of values are not said here, because what is wrong with them is what the answer tells. */
export type CheckRequest = {
  readonly model?: string | null
  readonly workspaceId?: string | null
  readonly parameters?: Readonly<Record<string, unknown>> | null
  readonly weights?: Readonly<Record<string, unknown>> | null
  readonly loras?: ReadonlyArray<AnyChoice> | null
  readonly onLoraFailure?: 'fail' | 'drop' | 'reduce' | 'prompt' | null
  readonly callbackUrl?: string | null
}

export type AnyChoice = {
  readonly id?: string | null
  readonly s3Path?: string | null
  /** Anything at all. */
  readonly weight?: unknown
  readonly expert?: 'high' | 'low' | 'both' | 'unknown' | null
} | null

/** What a `callbackUrl` is told. Ask `GET /api/generate/{id}` for everything else. */
export type EndNotice = {
  readonly type: 'generation.succeeded' | 'generation.failed' | 'generation.cancelled'
  /** When the job ended. */
  readonly timestamp: Time
  readonly data: EndedJob
}

/** As in the job, but for what may hold an address with a password, and without the addresses of the video. */
export type EndedJob = {
  readonly id: Id
  readonly status: 'succeeded' | 'failed' | 'cancelled'
  readonly workspaceId: Id
  readonly model: string
  readonly loras: ReadonlyArray<PlacedLora>
  readonly adjustments: ReadonlyArray<string>
  readonly requestedAt: Time
  readonly finishedAt: Time
  readonly attempt: number
  readonly video?: StoredVideo
  readonly failure?: Failure
  readonly retryOf?: Id
}

export type PlacedLora = {
  readonly id: Id
  readonly slot: string
  readonly weight: number
}

export type StoredVideo = {
  readonly contentType: string
  readonly size: Bytes
  readonly sha256: Sha256
}

export type SecretAnswer = {
  readonly success: Done
  /** Newest first; none where this installation sends no notices. */
  readonly secrets: ReadonlyArray<string>
}

export type DoneAnswer = {
  readonly success: Done
}

export type ModelsAnswer = {
  readonly success: Done
  readonly version: string
  /** How large the pictures that come in one order may be, all together. */
  readonly mostPictureBytes: Bytes
  readonly models: ReadonlyArray<Model>
}

export type CheckAnswer = {
  readonly success: Done
  /** Whether it would be taken. */
  readonly ok: boolean
  readonly totalMemoryImpact: MemoryImpact
  /** Seconds until the worker has fetched and loaded the LoRAs. */
  readonly estimatedLoadTime: number
  /** Absent where it cannot be made, and where nothing like it was made before. */
  readonly expected?: Expectation
  /** What may disappoint, in sentences. */
  readonly compatibilityWarnings: ReadonlyArray<string>
  /** One for each LoRA, in the order of the request. */
  readonly loras: ReadonlyArray<LoraVerdict>
  /** Everything that keeps it from being taken. */
  readonly errors: ReadonlyArray<FieldError>
}

/** The estimates are absent for a repetition and for a retry, which are not checked again. */
export type OrderAnswer = {
  readonly success: Done
  readonly job: Job
  readonly totalMemoryImpact?: MemoryImpact
  /** Seconds until the worker has fetched and loaded the LoRAs. */
  readonly estimatedLoadTime?: number
  /** What may disappoint, in sentences. */
  readonly compatibilityWarnings?: ReadonlyArray<string>
}

export type JobAnswer = {
  readonly success: Done
  readonly job: Job
}

export type ListAnswer = {
  readonly success: Done
  readonly jobs: ReadonlyArray<Job>
  /** There only if there is more. */
  readonly nextCursor?: string
}

export type ManifestAnswer = {
  readonly success: Done
  readonly manifest: Manifest
}

/** What it will probably take, going by the workspace's latest results of that model. */
export type Expectation = {
  /** Of a worker's time. */
  readonly seconds: number
  /** How many earlier results this goes by. */
  readonly videos: number
  /** Absent where the operator gives no price for the model. */
  readonly cost?: Cost
}

export type Cost = {
  readonly amount: number
  /** As ISO 4217 names it. */
  readonly currency: string
}

export type LogAnswer = {
  readonly success: Done
  readonly log: ReadonlyArray<LogLine>
}

export type LogLine = {
  readonly at: Time
  /** `held`: it cannot be sent for now. `put-back`: RunPod could not be asked, or takes no more for now. `taken`: RunPod has it. `waiting-for-worker`: a worker began anew. `adjusted`: it is made otherwise than it was ordered, as `onLoraFailure` allows. `callback-failed`: the notice of the end will be sent again, after `callback-given-up` it will not. `callback-again`: somebody wants it to be sent once more. */
  readonly what: 'ordered' | 'held' | 'asked' | 'put-back' | 'taken' | 'waiting-for-worker' | 'fetching-loras' | 'rendering' | 'encoding' | 'attempt-failed' | 'adjusted' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'callback-delivered' | 'callback-failed' | 'callback-given-up' | 'callback-again'
  /** The number of the attempt that it is about, if it is about one. */
  readonly attempt?: number
  /** What there is to say about it: the reason, the worker, RunPod's name for the job. */
  readonly detail?: string
}

/** Every refusal, after RFC 9457. */
export type Problem = {
  /** A page that says why it happened and what to do. */
  readonly type: string
  readonly title: string
  /** The same as the status of the answer. */
  readonly status: number
  /** About this one request, for whoever writes the client. */
  readonly detail: string
  /** The path of the request. */
  readonly instance: string
  readonly success: false
  /** Show this to people. */
  readonly error: string
  readonly code: ProblemCode
  /** For the operator: the trace of your `traceparent`, or one of our own. */
  readonly traceId?: string
  /** One for each field that is wrong. */
  readonly errors?: ReadonlyArray<FieldError>
}

/** Decide by this. Codes never change; there may be more of them one day. */
export type ProblemCode = 'INVALID_REQUEST' | 'WORKSPACE_REQUIRED' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'NOT_ACCEPTABLE' | 'WRONG_STATE' | 'PAYLOAD_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'INVALID_SELECTION' | 'KEY_REUSED' | 'TOO_MANY_REQUESTS' | 'TOO_MANY_JOBS' | 'INTERNAL_ERROR' | 'UNAVAILABLE'

export type FieldError = {
  /** A JSON pointer into the body, or the name of a parameter. Empty means the whole body. */
  readonly pointer: string
  readonly message: string
}
