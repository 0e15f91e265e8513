import { declareWords } from '#kit/words'
import { recognitionUiWords } from './words.ts'

/** What the console says of objections and what the other screens say too. */
export const objectionUiWords = declareWords({
  vi: {
    ...recognitionUiWords.vi,
    objections: 'Ý kiến về kết quả',
    objectionsState: 'Ai gửi cũng được trả lời, bởi người không quyết định.',
    noObjections: 'Không có ý kiến nào như vậy.',
    answerBy: 'Trả lời trước',
    objectionStates: {
      open: 'Còn hạn',
      soon: 'Sắp đến hạn',
      late: 'Quá hạn',
      upheld: 'Chấp nhận',
      refused: 'Giữ nguyên',
    },
    queue: { open: 'Chờ trả lời', late: 'Quá hạn', answered: 'Đã trả lời' },
    answer: 'Trả lời',
    outcome: 'Kết luận',
    upheld: 'Chấp nhận: khách hàng được ghi nhận thêm',
    refused: 'Giữ nguyên kết quả',
    answerText: 'Trả lời khách hàng',
    addGrounds: 'Được ghi nhận thêm vì',
  },
  en: {
    ...recognitionUiWords.en,
    objections: 'Objections',
    objectionsState: 'Everybody is answered, by somebody who did not decide.',
    noObjections: 'There is no such objection.',
    answerBy: 'Answer by',
    objectionStates: { open: 'In time', soon: 'Due soon', late: 'Late', upheld: 'Upheld', refused: 'Result stays' },
    queue: { open: 'To answer', late: 'Late', answered: 'Answered' },
    answer: 'Answer',
    outcome: 'Outcome',
    upheld: 'Upheld: the customer is recognised on further grounds',
    refused: 'The result stays',
    answerText: 'Answer to the customer',
    addGrounds: 'Recognised now because',
  },
})
