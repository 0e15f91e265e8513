import { declareWords } from '#kit/words'

/** The frame of every portal page. */
export const portalWords = declareWords({
  vi: {
    brand: 'Tri Ân',
    programme: 'Tháng Tri ân khách hàng',
    skip: 'Đến nội dung chính',
    home: 'Trang đầu',
    signIn: 'Đăng nhập',
    signOut: 'Đăng xuất',
    mine: 'Của quý khách',
    other: 'English',
    otherLang: 'en',
    invented: 'Số liệu minh hoạ',
    inventedWhy: 'Mọi người và mọi con số ở đây đều do chúng tôi dựng ra để xem thử.',
    neverAsks: 'Điện lực không hỏi mã xác nhận hay tài khoản ngân hàng.',
    problemHome: 'Về trang đầu',
    problemPrefix: 'Lỗi',
    staff: 'Dành cho nhân viên',
  },
  en: {
    brand: 'Tri Ân',
    programme: 'Customer Appreciation Month',
    skip: 'Skip to main content',
    home: 'Front page',
    signIn: 'Sign in',
    signOut: 'Sign out',
    mine: 'Yours',
    other: 'Tiếng Việt',
    otherLang: 'vi',
    invented: 'Invented data',
    inventedWhy: 'Every person and every figure here is made up, for trying things out.',
    neverAsks: 'We never ask for a confirmation code or a bank account.',
    problemHome: 'To the front page',
    problemPrefix: 'Error',
    staff: 'For staff',
  },
})
