import { declareWords } from '#kit/words'

/** Long work that somebody asked for, in both languages. */
export const errandWords = declareWords({
  vi: {
    purpose: 'Việc chạy lâu theo yêu cầu: đến đâu, xong hay chưa, dừng lại',
    does: {
      mine: 'xem các việc đang chạy của mình',
      one: 'xem một việc đang chạy của mình',
      cancel: 'dừng một việc đang chạy',
    },
    states: {
      waiting: 'Đang chờ',
      running: 'Đang chạy',
      stopping: 'Đang dừng',
      done: 'Đã xong',
      cancelled: 'Đã dừng',
      failed: 'Không xong',
    },
    far: (done: number, of: number) => `${done.toLocaleString('vi-VN')} / ${of.toLocaleString('vi-VN')}`,
    refusals: {
      'errands.ended': 'Việc này đã kết thúc, không dừng được nữa.',
      'errands.broke': 'Hệ thống gặp lỗi khi làm việc này. Phần đã làm được giữ nguyên; hãy báo quản trị.',
    },
  },
  en: {
    purpose: 'Long work on request: how far, whether it is done, and stopping it',
    does: {
      mine: 'looked at their own running work',
      one: 'looked at one running work of their own',
      cancel: 'stopped a running work',
    },
    states: {
      waiting: 'Waiting',
      running: 'Running',
      stopping: 'Stopping',
      done: 'Done',
      cancelled: 'Stopped',
      failed: 'Not done',
    },
    far: (done, of) => `${done.toLocaleString('en-GB')} / ${of.toLocaleString('en-GB')}`,
    refusals: {
      'errands.ended': 'This has ended already and cannot be stopped any more.',
      'errands.broke': 'The system failed at this. What was done so far is kept; tell the administrator.',
    },
  },
})
